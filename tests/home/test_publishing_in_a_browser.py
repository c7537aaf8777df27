"""An editor publishes a paper with a PDF through the editor, after a second person's review, in a real browser."""

from contextlib import contextmanager

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from communities.actions.memberships import begin
from communities.models import CommunityPage
from home.models import EditionPage, PaperPage

from .made import pdf

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)


@pytest.fixture
def signed_in(chromium, live_server):
    """Opens a window of somebody, and fails at the end when a page broke a policy."""
    complaints: list[str] = []

    @contextmanager
    def window(user, width=1280):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "communities.sign_in.PeopleBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session.session_key, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
        yield page
        context.close()

    yield window
    assert complaints == []


def hand_in_edition(page, paper, file):
    """Write the first edition, choose its file by uploading it, and ask for the review."""
    page.goto(f"/cms/pages/add/home/editionpage/{paper.pk}/")
    page.fill("#id_authors", "Ed Novak\nPriya Nair")
    page.click("#id_file-chooser button:has-text('Choose')")
    page.click("a:has-text('Upload')")
    page.set_input_files("input[type=file]", file)
    # The chooser takes the title from the file's name before it lets go.
    expect(page.locator(".modal-content input[name$=title]")).to_have_value("naloxone")
    page.click(".modal-content button[type=submit]:visible")
    expect(page.locator("#id_file-chooser")).to_contain_text("naloxone")
    page.get_by_role("button", name="More actions").last.click()
    page.click("button[name=action-submit]")
    expect(page.locator(".messages")).to_contain_text("submitted")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_paper_with_a_pdf_goes_live_after_a_second_person_looked_at_it(
    lasting_world, signed_in, tmp_path, client, width
):
    world = lasting_world
    begin(user=world.dee, community=world.opioid, origin="joined", actor=None, role="member")
    place = CommunityPage.objects.get(community=world.opioid)
    file = tmp_path / "naloxone.pdf"
    file.write_bytes(pdf("Refill kits by lot number").read())

    with signed_in(world.dee, width) as page:
        page.goto(f"/cms/pages/add/home/paperpage/{place.pk}/")
        page.fill("#id_title", "Naloxone in patrol vehicles")
        page.fill("#id_summary", "Storage, training and refill, agency by agency.")
        page.click("button.action-save")
        expect(page.locator(".messages")).to_contain_text("Naloxone in patrol vehicles")
        paper = PaperPage.objects.get()
        assert (paper.live, paper.audience) == (False, world.opioid.readers_audience)

        hand_in_edition(page, paper, file)
        page.goto("/cms/")
        expect(page.locator("main")).not_to_contain_text("Awaiting your review")

    edition = EditionPage.objects.get()
    assert not edition.live
    with signed_in(world.bo, width) as page:
        page.goto("/cms/")
        expect(page.locator("main")).to_contain_text("Naloxone in patrol vehicles, edition 1")
        page.get_by_role("button", name="Actions", exact=True).click()
        page.get_by_role("button", name="Approve", exact=True).click()
        expect(page.locator("main")).not_to_contain_text("Naloxone in patrol vehicles")

    edition.refresh_from_db()
    assert edition.live
    with signed_in(world.mem, width) as page:
        page.goto("/papers/")
        page.click("text=Naloxone in patrol vehicles")
        expect(page.locator("h1")).to_have_text("Naloxone in patrol vehicles")
        answer = page.request.get(edition.file.url)
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    world.login(client, "cy")
    assert client.get(edition.get_absolute_url()).status_code == 404
    assert client.get(edition.file.url).status_code == 404
