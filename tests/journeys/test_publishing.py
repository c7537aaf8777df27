"""A paper with a PDF is published through `/cms/` after a second person's review, with script switched off."""

import time

import pytest
from playwright.sync_api import expect

from tests.home.made import pdf

from .conftest import PLAIN, Way

pytestmark = pytest.mark.journey

# Not the employee: in another journey that one joins the community.
AUTHOR, REVIEWER, STRANGER = "editor@lakecounty.example", "moderator@lakecounty.example", "agencyadmin@easton.example"
PLACE = "/communities/opioid-response/"
PLAIN_PHONE = Way("phone without script", {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False})
FOUND_SECONDS = 30


@pytest.mark.parametrize("way", [PLAIN, PLAIN_PHONE], ids=lambda way: way.name)
def test_a_paper_with_a_pdf_goes_live_without_a_line_of_script(person, way, tmp_path):
    title = f"Kits by lot number, read by {way.name}"
    file = tmp_path / "kits.pdf"
    file.write_bytes(pdf("Marmalade spreaders by lot").read())

    author = person(AUTHOR, way)
    draft = handed_in(author, title, file)
    reviewer = person(REVIEWER, way)
    sent_back(reviewer, title)
    author.goto(draft)
    expect(author.locator("main")).to_contain_text("Say how long a kit lasts.")
    author.get_by_role("link", name="Edit", exact=True).click()
    author.get_by_label("Text", exact=True).fill("## How long\n\nA kit lasts **two** years.")
    author.get_by_role("button", name="Save and hand in").click()
    expect(author.locator("main")).to_contain_text("You wrote some of it")
    expect(author.get_by_role("button", name="Approve")).to_have_count(0)

    approved(reviewer, title)
    address, files = read_everywhere(reviewer, title)
    stranger = person(STRANGER, way)
    for url in (address, files):
        assert stranger.request.get(url).status == 404, url
    stranger.goto("/papers/")
    expect(stranger.locator("main")).not_to_contain_text(title)


def handed_in(page, title, file) -> str:
    """Hand the paper in; a form with a mistake keeps what was typed and the file. The address of the draft."""
    page.goto("/papers/")
    page.get_by_role("link", name="Hand in a paper").click()
    page.get_by_label("Where it stands").select_option(label="Opioid response (Members only)")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Text", exact=True).fill("## How long\n\nA kit lasts.")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("main").get_by_role("alert")).to_contain_text("Say in a sentence what the paper is about")
    expect(page.get_by_label("Title")).to_have_value(title)
    page.get_by_label("Summary").fill("Storage and refill, kit by kit.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{title}, edition 1")
    expect(page.get_by_role("link", name="Download PDF")).to_be_visible()
    page.get_by_role("button", name="Hand in for review").click()
    expect(page.locator("main")).to_contain_text("In review")
    return page.url


def opened(page, title):
    page.goto("/cms/")
    page.get_by_role("link", name="Papers desk").first.click()
    page.get_by_role("link", name=title).first.click()
    expect(page.locator("article")).to_contain_text("A kit lasts")


def sent_back(page, title):
    opened(page, title)
    page.get_by_label("Comment").fill("Say how long a kit lasts.")
    page.get_by_role("button", name="Send back").click()
    expect(page.locator("main")).to_contain_text("Sent back")


def approved(page, title):
    opened(page, title)
    expect(page.locator("article")).to_contain_text("two years")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator("main")).to_contain_text("Approved")


def read_everywhere(page, title) -> tuple[str, str]:
    """The paper stands in the list, on the front page and in search. Its address, and that of its file."""
    for url in ("/papers/", PLACE):
        page.goto(url)
        expect(page.get_by_role("link", name=title)).to_be_visible()
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    address = page.url
    file = page.get_by_role("link", name="Download PDF").get_attribute("href")
    answer = page.request.get(file)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    end = time.monotonic() + FOUND_SECONDS
    while not page.get_by_role("link", name=title).count():
        assert time.monotonic() < end, page.locator("main").inner_text()
        page.goto(f"/search/?q={title}")
        if page.url == address:  # One result leads straight to it.
            break
    return address, file
