"""Channels, finding, threads made of a chat, and machines: what moderators and members do beside writing."""

import json
import urllib.error
import urllib.request
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import now
from playwright.sync_api import expect

from forum.chat import actions
from forum.chat.models import Channel, Message

from .browsing import *  # noqa: F403 - the fixtures of real browsers
from .browsing import settled, write

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 780}


def choose(page, name):
    """An entry of the channel's menu."""
    page.locator(".chat__tools summary").click()
    page.get_by_role("link", name=name).click()


def test_a_private_channel_is_made_filled_muted_renamed_and_archived(server, general, at_channel):
    bo = at_channel("bo", viewport=PHONE)
    choose(bo, "New channel")
    bo.fill("input[name=name]", "Lot recall")
    bo.fill("input[name=purpose]", "Who takes back what")
    bo.locator("input[name=readers][value=private]").check()
    bo.get_by_role("button", name="Make the channel").click()
    bo.locator("select[name=user]").select_option(label="Jamal Brooks")
    bo.get_by_role("button", name="Let in").click()
    expect(bo.locator(".chat-people")).to_contain_text("Jamal Brooks")
    made = Channel.objects.get(slug="lot-recall")
    mem = at_channel("mem", channel=made)
    expect(mem.locator(".chat__head")).to_contain_text("private")
    choose(mem, "How you hear from it")
    mem.get_by_label("Nothing", exact=True).check()
    mem.get_by_role("button", name="Save").click()
    expect(mem.locator(".side [aria-current=page]")).to_have_class("side__link is-muted")
    bo.get_by_role("link", name="To the channel").click()
    choose(bo, "Name and archive")
    bo.fill("input[name=name]", "Lot recall 2026")
    bo.get_by_role("button", name="Save").click()
    choose(bo, "Name and archive")
    bo.get_by_role("button", name="Move it to the archive").click()
    mem.goto(server.url + made.get_absolute_url())
    expect(mem.locator("h1")).to_contain_text("Lot recall 2026")
    expect(mem.locator(".chat")).to_contain_text("This channel is in the archive")
    expect(mem.locator("#line")).to_have_count(0)
    assert bo.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_line_is_found_in_its_channel_by_its_link_and_by_its_day(server, general, at_channel, lasting_world, drain):
    old = [
        actions.say(viewer=lasting_world.viewer("bo"), channel=general, source=source, client_id=uuid4())
        for source in ("The key to station nine is blue", *(f"Line {number}" for number in range(70)))
    ]
    Message.objects.filter(pk=old[0].pk).update(at=now() - timedelta(days=9))
    drain()
    page = at_channel("mem", viewport=PHONE)
    choose(page, "Search this channel")
    page.fill("#cq", "station nine")
    page.press("#cq", "Enter")
    page.locator(".result__title a").first.click()
    found = page.locator(f"#m-{old[0].pk}")
    expect(found).to_be_in_viewport()
    expect(page).to_have_url(f"{server.url}{general.get_absolute_url()}?before={old[31].seq}#m-{old[0].pk}")
    page.get_by_role("link", name="Newest messages").click()
    choose(page, "Go to a day")
    page.fill("#day", f"{now() - timedelta(days=9):%Y-%m-%d}")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(found).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_chosen_messages_become_a_thread_and_days_a_record(server, general, at_channel, lasting_world, drain):
    mem, bo = at_channel("mem"), at_channel("bo", viewport=PHONE)
    for text in ("Two boxes left at station 4", "We take both", "Lunch?"):
        write(mem, text)
    settled(bo, 3)
    bo.get_by_role("link", name="Select").click()
    for box in bo.locator("input[name=m]").all()[:2]:
        box.check()
    bo.get_by_role("button", name="Make a thread").click()
    bo.fill("input[name=title]", "Who takes the boxes?")
    bo.get_by_role("button", name="Start the thread").click()
    expect(bo.locator(".post .prose")).to_contain_text("We take both")
    expect(bo.locator(".post .prose")).not_to_contain_text("Lunch?")
    expect(mem.locator("[data-lines] > .event a")).to_have_text("Who takes the boxes?")
    drain()
    mem.goto(f"{server.url}/notices/")
    expect(mem.locator("main")).to_contain_text("Who takes the boxes?")
    mem.goto(server.url + general.get_absolute_url())
    choose(mem, "A record of it")
    mem.get_by_role("button", name="Show the record").click()
    expect(mem.locator(".record__line")).to_have_count(3)
    assert bo.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_machine_writes_as_a_bot_until_its_address_is_closed(server, general, at_channel):
    mem, bo = at_channel("mem"), at_channel("bo", viewport=PHONE)
    choose(bo, "Machines that write here")
    bo.fill("input[name=name]", "Stock watch")
    bo.get_by_role("button", name="Make an address").click()
    secret = bo.locator(".secret")
    assert secret.evaluate("each => each.getBoundingClientRect().right") <= PHONE["width"], "a phone shows all of it"
    path = "/hooks/" + secret.inner_text().partition("/hooks/")[2]
    body = json.dumps({"text": "Lot 17 is low"}).encode()
    request = urllib.request.Request(server.url + path, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 201
    line = mem.locator("[data-lines] > .message[data-message]")
    expect(line).to_contain_text("Lot 17 is low")
    expect(line.locator("[data-bot]")).to_have_text("Bot")
    bo.goto(f"{server.url}{general.get_absolute_url()}hooks/")
    expect(bo.locator(".chat-people")).to_contain_text("last used")
    bo.get_by_role("button", name="Close it").click()
    expect(bo.locator(".chat-people")).to_contain_text("Closed")
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(request)
    assert bo.evaluate("document.documentElement.scrollWidth") <= 390
