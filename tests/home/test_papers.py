"""Papers: an address for the paper, one for each edition, and the audience of their place on every surface."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from communities.models import Delivery, File
from home import file_words
from home.actions import writing
from home.blocks import in_words
from home.models import EditionPage, PaperPage
from search import index as search_index

from .made import draft, edition_of, fresh, out, pdf, place, published


def paper_of(edition) -> PaperPage:
    return PaperPage.objects.get(pk=edition.get_parent().pk)


def test_a_papers_address_shows_the_newest_edition_and_each_edition_keeps_its_own(world, client, second):
    first = out(world.dee, second, place(world), title="Shared services", day=date(2026, 3, 1))
    paper = paper_of(first)
    assert paper.get_absolute_url() == "/papers/shared-services/"
    newer = published(
        edition_of(paper, world.dee, what_is_new="Fourteen agencies instead of eight."), world.dee, second
    )
    shown = client.get("/papers/shared-services/").content.decode()
    assert "Fourteen agencies instead of eight." in shown
    assert 'href="/papers/shared-services/1/"' in shown
    old = client.get("/papers/shared-services/1/").content.decode()
    assert "There is a newer edition." in old
    assert newer.get_absolute_url() == "/papers/shared-services/2/"
    assert client.get("/papers/shared-services/2/").status_code == 200
    assert client.get("/papers/shared-services/3/").status_code == 404


def test_a_draft_is_404_even_for_those_who_write_it(world, client, second):
    edition = draft(world.dee, place(world), title="Not yet")
    for who in ("visitor", "dee", "cy"):
        assert world.login(client, who).get("/papers/not-yet/").status_code == 404
        assert client.get("/papers/not-yet/1/").status_code == 404
    published(edition, world.dee, second)
    assert world.login(client, "visitor").get("/papers/not-yet/").status_code == 200


def test_a_members_only_paper_is_for_members_on_every_surface(world, client, editor):
    content = pdf("Refill kits by lot number")
    file = writing.upload(author=fresh(editor), place=place(world, world.opioid), title="Paper", content=content)
    edition = out(editor, world.bo, place(world, world.opioid), title="Naloxone in patrol vehicles", file=file)
    address = paper_of(edition).get_absolute_url()
    assert address == "/communities/opioid-response/papers/naloxone-in-patrol-vehicles/"
    pages = [address, f"{address}1/", file.url, reverse("home:community_papers", args=["opioid-response"])]
    for who, reads in (("mem", True), ("gus", True), ("ana", False), ("cy", False), ("olu", False), ("visitor", False)):
        world.login(client, who)
        assert {client.get(page).status_code for page in pages} == {200 if reads else 404}, who
        for listing in ("/papers/", "/feeds/papers/", "/"):
            assert (b"Naloxone in patrol" in client.get(listing).content) == reads, (who, listing)


def test_a_members_only_paper_is_found_by_its_readers_alone_once_the_relay_has_done_its_round(
    world, client, editor, drain
):
    edition = out(editor, world.bo, place(world, world.opioid), title="Cold chain in patrol vehicles")
    drain()
    published(edition_of(paper_of(edition), editor), editor, world.bo)
    drain()
    assert not Delivery.objects.exists()
    for who, is_found in (("mem", True), ("gus", True), ("cy", False), ("visitor", False)):
        world.login(client, who)
        assert (b">Cold</mark>" in client.get("/search/", {"q": "cold chain"}).content) == is_found, who


def test_private_and_missing_papers_and_files_answer_alike(world, client, editor):
    file = writing.upload(author=fresh(editor), place=place(world, world.opioid), title="Paper", content=pdf("Secret"))
    out(editor, world.bo, place(world, world.opioid), title="Naloxone", file=file)
    world.login(client, "cy")
    pairs = [
        ("/communities/opioid-response/papers/naloxone/", "/communities/opioid-response/papers/nonesuch/"),
        ("/communities/opioid-response/papers/naloxone/1/", "/communities/nonesuch/papers/naloxone/1/"),
        (file.url, file.url.replace(f"/{file.pk}/", f"/{file.pk + 900}/")),
    ]
    for private, missing in pairs:
        one, other = client.get(private), client.get(missing)
        assert (one.status_code, other.status_code) == (404, 404)
        assert one.content == other.content
        assert sorted(one.headers.items()) == sorted(other.headers.items())


def test_a_file_is_closed_until_the_page_that_shows_it_is_published(world, client, second):
    file = writing.upload(author=fresh(world.dee), place=place(world), title="Paper", content=pdf("Early"))
    edition = draft(world.dee, place(world), file=file)
    seen = {who: world.login(client, who).get(file.url).status_code for who in ("visitor", "cy", "dee", "ada")}
    assert seen == {"visitor": 404, "cy": 404, "dee": 200, "ada": 200}
    published(edition, world.dee, second)
    answer = world.login(client, "visitor").get(file.url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(file.url, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_a_file_that_only_calls_itself_a_pdf_is_refused(world):
    fake = ContentFile(b"<html><script>alert(1)</script>", name="paper.pdf")
    with pytest.raises(ValidationError, match="not a PDF"):
        writing.upload(author=fresh(world.dee), place=place(world), title="Paper", content=fake)
    assert not File.objects.exists()


def read_all(*files):
    while File.objects.filter(pk__in=[file.pk for file in files], page_count=None).exists():
        file_words.READER.read_on(seconds=10)
    for file in files:
        file.refresh_from_db()


def test_search_reads_the_words_of_the_pdf_after_the_page_went_live(world, second):
    from home.search_sources import PaperSource

    file = writing.upload(
        author=fresh(world.dee), place=place(world), title="P", content=pdf("Sterile saline ampoules")
    )
    file_words.READER.read_on(seconds=10)
    file.refresh_from_db()
    assert file.page_count is None, "nobody may read it yet"
    edition = out(world.dee, second, place(world), file=file)
    read_all(file)
    assert file.page_count == 1
    assert file.text == "Sterile saline ampoules"
    (document,) = PaperSource().rows([paper_of(edition).pk])
    assert "Sterile saline" in document.body
    assert "Carry two doses." in document.body
    assert document.audience == "public"
    assert not list(PaperSource().rows([edition.pk]))


def test_a_hostile_pdf_says_nothing_and_keeps_nobody_waiting(world, second):
    loop = ContentFile(
        b"%PDF-1.7\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 9>>endobj trailer<</Root 1 0 R>>", name="a.pdf"
    )
    hostile, good = (
        writing.upload(author=fresh(world.dee), place=place(world), title="P", content=content)
        for content in (loop, pdf("Sterile saline ampoules"))
    )
    out(world.dee, second, place(world), title="One", file=hostile)
    out(world.dee, second, place(world), title="Two", file=good)
    file_words.READER.read_on(seconds=0.001)
    hostile.refresh_from_db()
    assert hostile.page_count is None, "the relay goes on, and looks again later"
    read_all(hostile, good)
    assert (hostile.page_count, hostile.text) == (0, "")
    assert (good.page_count, good.text) == (1, "Sterile saline ampoules")


def test_a_result_opens_the_pdf_at_the_page_of_its_words(world, client, second, index):
    pages = pdf("Cover", "", "Sterile saline ampoules", "Belts and pouches")
    file = writing.upload(author=fresh(world.dee), place=place(world), title="P", content=pages)
    out(world.dee, second, place(world), file=file)
    read_all(file)
    assert file.text == "Cover\f\fSterile saline ampoules\fBelts and pouches"
    search_index.rebuild()
    for words, page in (("saline", 3), ("pouches", 4), ("cover", 1)):
        found = client.get("/search/", {"q": words}).text
        assert f'href="{file.url}#page={page}"' in found
        assert f"Page {page} of the PDF" in found
    assert "#page=" not in client.get("/search/", {"q": "doses"}).text


def test_papers_can_be_narrowed_by_words_agency_and_year(world, client, second):
    out(world.dee, second, place(world), title="Water meters", agencies=[world.lake], day=date(2025, 5, 1))
    out(world.dee, second, place(world), title="Road salt", agencies=[world.easton], day=date(2026, 5, 1))

    def found(query: str) -> set[str]:
        page = client.get(f"/papers/?{query}").content.decode()
        return {title for title in ("Water meters", "Road salt") if f">{title}</a>" in page}

    assert found("") == {"Water meters", "Road salt"}
    assert found("q=water") == {"Water meters"}
    assert found(f"agency={world.easton.slug}") == {"Road salt"}
    assert found("year=2025") == {"Water meters"}
    assert found("year=2025&q=salt") == set()
    for odd in ("q=%00", "year=abcd", "page=99999", "page=-1", "agency=%27%22", "q=" + "x" * 3000):
        assert client.get(f"/papers/?{odd}").status_code == 200, odd


def test_lists_of_papers_cost_the_same_for_two_and_for_ten(world, client, second, django_assert_max_num_queries):
    for number in range(2):
        out(world.dee, second, place(world), title=f"Paper {number}")
    world.login(client, "cy").get("/papers/")
    with django_assert_max_num_queries(15) as few:
        client.get("/papers/")
    for number in range(2, 10):
        out(world.dee, second, place(world), title=f"Paper {number}")
    with django_assert_max_num_queries(15) as many:
        client.get("/papers/")
    assert len(many) == len(few)


def test_feeds_are_atom_and_of_what_the_reader_may_read(world, client, second, editor):
    out(world.dee, second, place(world), title="Open paper")
    out(editor, world.bo, place(world, world.opioid), title="Closed paper")
    for who, sees in (("visitor", False), ("mem", True)):
        feed = world.login(client, who).get("/feeds/papers/")
        assert feed["Content-Type"].startswith("application/atom+xml")
        assert b"Open paper, edition 1" in feed.content
        assert (b"Closed paper" in feed.content) == sees


def test_old_revisions_bring_back_words_but_never_address_audience_or_number(world, client, editor, second):
    edition = out(editor, world.bo, place(world, world.opioid), title="Naloxone")
    paper = paper_of(edition)
    stale = paper.revisions.order_by("pk").first()
    PaperPage.objects.filter(pk=paper.pk).update(audience=world.opioid.moderators_audience)
    paper = PaperPage.objects.get(pk=paper.pk)
    paper.slug, paper.title = "renamed", "Renamed"
    paper.save()
    stale.refresh_from_db()
    with transaction.atomic():
        stale.publish(skip_permission_checks=True)
    paper.refresh_from_db()
    assert (paper.title, paper.slug) == ("Naloxone", "renamed")
    assert paper.audience == world.opioid.moderators_audience
    assert paper.newest_id == edition.pk
    assert world.login(client, "mem").get(paper.get_absolute_url()).status_code == 404


def test_numbers_go_on_and_nobody_writes_outside_their_place(world, second):
    first = out(world.dee, second, place(world))
    assert edition_of(paper_of(first), world.dee).number == 2
    for who in ("bo", "cy", "olu"):
        with pytest.raises(PermissionDenied):
            writing.draft_paper(author=fresh(world[who]), place=place(world), title="No", summary="No")
    assert EditionPage.objects.count() == 2


@pytest.mark.parametrize(
    ("number", "words"),
    [(Decimal.from_float(4.6), "4.6"), (Decimal("100.00"), "100"), (Decimal("1250.5"), "1,250.5"), (None, "")],
)
def test_a_number_of_a_chart_reads_as_it_was_meant(number, words):
    assert in_words(number) == words
