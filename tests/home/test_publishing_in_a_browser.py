"""An editor publishes a paper with a PDF through the editor, after a second person's review, in a real browser."""

import pytest
from playwright.sync_api import expect

from communities.actions.memberships import begin
from communities.models import CommunityPage
from home.models import EditionPage, PaperPage
from tests.live.serving import session_of

from .made import pdf

pytestmark = pytest.mark.browser


@pytest.fixture
def signed_in(windows, served):
    """Opens a window of somebody."""
    return lambda user, width: windows.open(served.url, session_of(user), viewport={"width": width, "height": 900})


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

    page = signed_in(world.dee, width)
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
    page = signed_in(world.bo, width)
    page.goto("/cms/")
    expect(page.locator("main")).to_contain_text("Naloxone in patrol vehicles, edition 1")
    page.get_by_role("button", name="Actions", exact=True).click()
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.locator("main")).not_to_contain_text("Naloxone in patrol vehicles")

    edition.refresh_from_db()
    assert edition.live
    page = signed_in(world.mem, width)
    page.goto("/papers/")
    page.click("text=Naloxone in patrol vehicles")
    expect(page.locator("h1")).to_have_text("Naloxone in patrol vehicles")
    answer = page.request.get(edition.file.url)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    world.login(client, "cy")
    assert client.get(edition.get_absolute_url()).status_code == 404
    assert client.get(edition.file.url).status_code == 404
