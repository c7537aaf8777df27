"""Two people chat while the server goes away and comes back; five of their lines become a thread."""

import pytest
from playwright.sync_api import expect

from .conftest import DESK, PHONE, told

pytestmark = pytest.mark.journey

MODERATOR, OWNER = "moderator@lakecounty.example", "owner@statepolice.example"
CHANNEL = "/communities/opioid-response/chat/general/"
OPEN = "import('/static/forum/js/live-socket.js').then(({line}) => line.state.open)"


def say(page, text):
    page.fill("#line", text)
    page.get_by_role("button", name="Send").click()


def lines(page, mark):
    return [text for text in page.locator("[data-lines] .message__text").all_inner_texts() if mark in text]


@pytest.mark.parametrize("way", [DESK, PHONE], ids=lambda way: way.name)
def test_both_screens_end_alike_and_five_messages_become_a_thread(site, person, way):
    one, two = person(MODERATOR, way), person(OWNER, way)
    mark = f"({way.name})"
    for page in (one, two):
        page.goto(CHANNEL)
        page.wait_for_function(OPEN)
    say(one, f"First {mark}")
    expect(two.get_by_text(f"First {mark}", exact=True)).to_be_visible()
    say(two, f"Second {mark}")
    expect(one.get_by_text(f"Second {mark}", exact=True)).to_be_visible()

    site.stop()
    for number in (3, 4):
        say(one, f"Line {number} {mark}")
    say(two, f"Line 5 {mark}")
    site.start("--demo")

    for page in (one, two):
        for number in (3, 4, 5):
            expect(
                page.locator("[data-lines] > .message[data-message]", has_text=f"Line {number} {mark}")
            ).to_have_count(1, timeout=60_000)
        expect(page.locator("[data-lines] > [data-client]")).to_have_count(0, timeout=60_000)
    assert len(lines(one, mark)) == 5
    assert lines(one, mark) == lines(two, mark)

    one.goto(CHANNEL + "select/")
    for box in one.locator(".message", has_text=mark).get_by_role("checkbox").all():
        box.check()
    one.get_by_role("button", name="Make a thread").click()
    expect(one.get_by_role("heading", level=1)).to_have_text("Make a thread of 5 messages")
    one.get_by_label("Title of the thread").fill(f"While the server was away {mark}")
    one.locator("main form button[type=submit]").first.click()
    expect(one.get_by_text("Transcript").first).to_be_visible()
    said = one.locator("article .prose").first
    for text in lines(two, mark):
        expect(said).to_contain_text(text)
    two.goto(CHANNEL)
    expect(two.locator("[data-lines]").get_by_text("thread").last).to_be_visible()
    told(two, f"While the server was away {mark}")
