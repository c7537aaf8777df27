"""The desk of papers: a paper handed in and reviewed by plain forms, without a line of script."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry, TaskState

from communities.models import File
from home.models import EditionPage, PaperPage

from .made import again, draft, out, pdf, place, published

TEXT = "## The short version\n\nCarry **two** doses.\n\n- by day\n- by night"


def upload(words="Refill kits", name="naloxone.pdf"):
    return SimpleUploadedFile(name, pdf(words).read(), "application/pdf")


def fields(where, **words):
    return {
        "form_token": str(uuid4()),
        "where": where.pk,
        "title": "Naloxone in patrol vehicles",
        "summary": "Storage, training and refill.",
        "motif": "waves",
        "authors": "Ed Novak\nPriya Nair",
        "day": "2026-11-24",
        "text": TEXT,
        "save": "",
    } | words


def shown(client, url) -> dict[str, str]:
    """What the form at `url` holds, as a browser would send it."""
    form = client.get(url).context["form"]
    held = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, "", False)}
    return {**held, "form_token": str(uuid4())}


def hand_in(client, world, where, **words) -> EditionPage:
    """Hand a paper in by the form."""
    answer = client.post(reverse("desk:new"), fields(where, hand_in="", **words))
    assert answer.status_code == 303, answer.content.decode()
    return EditionPage.objects.latest("pk")


def decide(client, edition, decision, comment=""):
    url = reverse("desk:look", args=[edition.pk])
    state = client.get(url).context["form"].initial["state"]
    data = {"form_token": str(uuid4()), "state": state, "decision": decision, "comment": comment}
    return client.post(reverse("desk:review", args=[edition.pk]), data)


def test_a_paper_is_handed_in_reviewed_and_out_by_plain_forms(world, client, editor):
    world.login(client, "dee")
    edition = hand_in(client, world, place(world, world.opioid), file=upload())
    paper = PaperPage.objects.get()
    assert (edition.live, edition.audience, edition.file.audience) == (False, world.opioid.readers_audience, "nobody")
    assert b"somebody else of this place decides" in client.get(reverse("desk:look", args=[edition.pk])).content

    world.login(client, "bo")
    assert "Naloxone in patrol vehicles, edition 1" in client.get(reverse("desk:papers")).content.decode()
    page = client.get(reverse("desk:look", args=[edition.pk])).content.decode()
    assert "<b>two</b>" in page
    assert client.get(edition.file.url).status_code == 200
    assert decide(client, edition, "approve").status_code == 303

    edition = again(edition)
    assert (edition.live, again(paper).live, again(paper).newest_id) == (True, True, edition.pk)
    assert edition.authors == "Ed Novak\nPriya Nair"
    assert [block.block_type for block in edition.body] == ["heading", "text"]
    world.login(client, "mem")
    assert client.get(paper.get_absolute_url()).status_code == client.get(edition.file.url).status_code == 200
    world.login(client, "cy")
    assert client.get(paper.get_absolute_url()).status_code == client.get(edition.file.url).status_code == 404
    assert b"Naloxone" not in client.get("/papers/").content


def test_both_ways_mix_and_leave_the_same_entries_in_the_log(world, client, editor):
    world.login(client, "dee")
    plain = hand_in(client, world, place(world, world.opioid))
    world.login(client, "bo")
    state = again(plain).current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[plain.pk, "approve", state.pk]), {"comment": ""})
    assert again(plain).live

    by_editor = draft(editor, place(world, world.opioid), title="Kits by lot number")
    world.login(client, "dee")
    assert client.post(reverse("desk:hand_in", args=[by_editor.pk])).status_code == 303
    world.login(client, "bo")
    assert decide(client, by_editor, "approve").status_code == 303
    assert again(by_editor).live
    for edition in (plain, by_editor):
        actions = set(PageLogEntry.objects.filter(page_id=edition.pk).values_list("action", flat=True))
        assert {"wagtail.create", "wagtail.edit", "wagtail.publish"} <= actions
        assert {"wagtail.workflow.start", "wagtail.workflow.approve"} <= actions
    assert not ModelLogEntry.objects.filter(action="wagtail.workflow.start").exists()


def test_what_was_sent_back_is_mended_and_handed_in_again(world, client, editor):
    world.login(client, "dee")
    edition = hand_in(client, world, place(world, world.opioid))
    world.login(client, "bo")
    assert decide(client, edition, "send_back").status_code == 422
    assert decide(client, edition, "send_back", "Name the lots.").status_code == 303
    world.login(client, "dee")
    assert "Name the lots." in client.get(reverse("desk:papers")).content.decode()
    edit = reverse("desk:edit", args=[edition.pk])
    held = shown(client, edit)
    assert (held["text"], held["authors"]) == (TEXT, "Ed Novak\nPriya Nair")
    assert client.post(edit, {**held, "text": f"{TEXT}\n\nLot 7.", "title": "Kits", "hand_in": ""}).status_code == 303
    assert again(edition).workflow_states.count() == 1
    world.login(client, "bo")
    decide(client, edition, "approve", "Good.")
    edition = again(edition)
    assert (edition.live, edition.title, edition.get_parent().slug) == (True, "Kits, edition 1", "kits")
    assert "Lot 7." in str(edition.body)
    assert TaskState.objects.get(status="approved").comment == "Good."


def test_who_wrote_it_never_decides_and_a_stale_page_does_not_either(world, client, editor):
    world.login(client, "dee")
    edition = hand_in(client, world, place(world, world.opioid))
    state = again(edition).current_workflow_task_state
    data = {"form_token": str(uuid4()), "state": state.pk, "decision": "approve", "comment": ""}
    review = reverse("desk:review", args=[edition.pk])
    assert client.post(review, data).status_code == 403
    edit = reverse("desk:edit", args=[edition.pk])
    assert client.get(edit).status_code == 403
    late = client.post(edit, fields(edition, text="Typed meanwhile."))
    assert late.status_code == 422
    assert b"Typed meanwhile." in late.content
    assert client.post(reverse("desk:take_back", args=[edition.pk])).status_code == 303
    assert client.post(reverse("desk:hand_in", args=[edition.pk])).status_code == 303
    world.login(client, "bo")
    assert client.post(review, data).status_code == 409
    assert not again(edition).live


def test_errors_keep_what_was_typed_and_the_file(world, client, editor):
    world.login(client, "dee")
    where = place(world, world.opioid)
    typed = fields(where, title="", text="| a | b |\n| - | - |\n| 1 | 2 |", file=upload(), agencies=[world.easton.pk])
    answer = client.post(reverse("desk:new"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Give the paper a title", "holds no table", "| 1 | 2 |", "Priya Nair", "There is"):
        assert words in page, words
    stored = re.search(r'name="stored" value="(\d+)"', page).group(1)
    file = File.objects.get()
    File.objects.update(collection_id=place(world).collection_id)
    assert client.post(reverse("desk:new"), fields(where, stored=stored)).status_code == 303
    assert EditionPage.objects.get().file_id == int(stored)
    # It lay on another shelf of the same person: it goes along to where the paper stands.
    assert File.objects.get().collection_id == file.collection_id


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("paper.pdf", b"no PDF at all"), "not a PDF"),
        (SimpleUploadedFile("paper.exe", b"MZ"), "of this kind"),
        (SimpleUploadedFile("paper.pdf", b""), "empty"),
    ],
)
def test_files_are_held_to_the_editors_rules(world, client, editor, file, words):
    world.login(client, "dee")
    answer = client.post(reverse("desk:new"), fields(place(world, world.opioid), file=file))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not File.objects.exists()
    assert not PaperPage.objects.exists()


def test_a_file_that_is_too_large_is_refused(world, client, editor, settings):
    settings.ATTACHMENT_MAX_BYTES = 100
    world.login(client, "dee")
    answer = client.post(reverse("desk:new"), fields(place(world, world.opioid), file=upload()))
    assert answer.status_code == 422
    assert "larger than" in answer.content.decode()


def test_two_copies_of_a_form_make_one_paper(world, client, editor):
    world.login(client, "dee")
    data = fields(place(world, world.opioid), hand_in="")
    addresses = {client.post(reverse("desk:new"), data)["Location"] for _ in range(2)}
    assert len(addresses) == PaperPage.objects.count() == EditionPage.objects.count() == 1


def test_a_text_that_somebody_else_changed_meanwhile_is_not_overwritten_unread(world, client, editor):
    edition = draft(editor, place(world, world.opioid))
    edit = reverse("desk:edit", args=[edition.pk])
    world.login(client, "dee")
    held = shown(client, edit)
    world.login(client, "bo")
    assert client.post(edit, {**shown(client, edit), "authors": "Bo"}).status_code == 303
    world.login(client, "dee")
    answer = client.post(edit, {**held, "authors": "Dee"})
    assert answer.status_code == 422
    assert "saved this draft after you opened it" in answer.content.decode()
    assert again(edition).get_latest_revision_as_object().authors == "Bo"
    seen = re.search(r'name="seen" value="(\d+)"', answer.content.decode()).group(1)
    assert client.post(edit, {**held, "authors": "Dee", "seen": seen}).status_code == 303
    assert again(edition).get_latest_revision_as_object().authors == "Dee"


def test_the_next_edition_starts_with_the_words_of_the_one_before(world, client, editor):
    first = out(editor, world.bo, place(world, world.opioid))
    paper = PaperPage.objects.get()
    world.login(client, "dee")
    assert reverse("desk:edition", args=[paper.pk]) in client.get(paper.get_absolute_url()).content.decode()
    url = reverse("desk:edition", args=[paper.pk])
    held = shown(client, url)
    assert held["text"] == "## The short version\n\nCarry two doses."
    client.post(url, {**held, "what_is_new": "Three doses.", "hand_in": ""})
    second = EditionPage.objects.get(number=2)
    assert client.get(url).status_code == 303
    assert PaperPage.objects.get().newest_id == first.pk
    world.login(client, "bo")
    decide(client, second, "approve")
    assert PaperPage.objects.get().newest_id == second.pk
    assert b"Three doses." in client.get(paper.get_absolute_url()).content


def test_the_title_of_a_paper_that_is_out_changes_by_its_own_review(world, client, editor):
    out(editor, world.bo, place(world, world.opioid))
    paper = PaperPage.objects.get()
    world.login(client, "dee")
    edit = reverse("desk:edit", args=[paper.pk])
    client.post(edit, {**shown(client, edit), "summary": "Now with lots.", "hand_in": ""})
    assert again(paper).summary != "Now with lots."
    world.login(client, "bo")
    assert "Now with lots." in client.get(reverse("desk:look", args=[paper.pk])).content.decode()
    decide(client, paper, "approve")
    assert again(paper).summary == "Now with lots."


def test_a_draft_is_deleted_and_what_was_out_stays(world, client, editor):
    gone = draft(editor, place(world, world.opioid), title="Begun")
    stays = published(draft(editor, place(world, world.opioid)), editor, world.bo)
    world.login(client, "dee")
    assert client.get(reverse("desk:discard", args=[gone.pk])).status_code == 200
    assert client.post(reverse("desk:discard", args=[gone.pk])).status_code == 303
    assert client.post(reverse("desk:discard", args=[stays.pk])).status_code == 403
    assert list(EditionPage.objects.all()) == [stays]
    assert PaperPage.objects.count() == 1


def test_nothing_of_a_place_is_told_by_the_papers_page(world, client, editor, second):
    for who, status in (("visitor", False), ("cy", False), ("mem", False), ("bo", True), ("ada", True)):
        world.login(client, who)
        assert (b"Hand in a paper" in client.get("/papers/").content) == status, who
    for who, status in (("mem", False), ("bo", True), ("dee", True)):
        world.login(client, who)
        page = client.get(reverse("home:community_papers", args=["opioid-response"]))
        assert (b"Hand in a paper" in page.content) == status, who


@pytest.mark.parametrize("who", ["visitor", "cy", "mem", "gus", "ada"])
def test_who_edits_nothing_there_finds_no_desk(world, client, editor, second, who):
    edition = draft(editor, place(world, world.opioid))
    paper = PaperPage.objects.get()
    world.login(client, who)
    names = ("look", "edit", "hand_in", "take_back", "discard", "review")
    urls = [reverse(f"desk:{name}", args=[edition.pk]) for name in names]
    urls.append(reverse("desk:edition", args=[paper.pk]))
    for url in urls:
        for ask in (client.get, client.post):
            assert ask(url).status_code == (302 if who == "visitor" else 404), url
    for url in (reverse("desk:papers"), reverse("desk:new")):
        answer = client.get(url)
        assert answer.status_code == {"visitor": 302, "ada": 200}.get(who, 404), url
        assert b"Naloxone" not in answer.content


def test_a_paper_cannot_be_put_where_its_author_has_no_place(world, client, editor, second):
    foreign = draft(editor, place(world, world.opioid), file=None)
    world.login(client, "dee")
    client.post(reverse("desk:new"), fields(place(world, world.opioid), title="", file=upload()))
    file = File.objects.get()
    world.login(client, "ada")
    assert client.post(reverse("desk:new"), fields(place(world, world.opioid))).status_code == 422
    assert client.post(reverse("desk:new"), fields(place(world), stored=file.pk)).status_code == 422
    assert list(EditionPage.objects.all()) == [foreign]


def test_the_desk_keeps_the_strict_policy_of_the_site(world, client, editor):
    world.login(client, "dee")
    for url in (reverse("desk:papers"), reverse("desk:new")):
        assert "unsafe-inline" not in client.get(url)["Content-Security-Policy"]
