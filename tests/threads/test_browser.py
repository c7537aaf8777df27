"""Threads in real browsers: what script adds, and that nothing needs it."""

import time

import pytest
from playwright.sync_api import expect

from communities import pace
from forum.threads import actions
from forum.threads.models import ReadPosition, Thread
from tests.browsers import PATIENCE
from tests.live.serving import session_of

pytestmark = pytest.mark.browser


@pytest.fixture
def browser_of(windows, served, lasting_world):
    """A browser of somebody's own."""

    def opened(who, path, **options):
        page = windows.open(served.url, session_of(lasting_world[who]), **options)
        page.goto(path)
        return page

    return opened


@pytest.fixture
def lasting_thread(lasting_world):
    return actions.start_thread(
        viewer=lasting_world.viewer("mem"),
        community=lasting_world.opioid,
        title="Who carries naloxone?",
        source="Everybody, or the shift lead?",
        kind="question",
    )


def test_a_reply_arrives_behind_a_button_and_counts_as_read_once_shown(lasting_world, lasting_thread, browser_of):
    mem = browser_of("mem", lasting_thread.get_absolute_url())
    mem.wait_for_function("import('/static/forum/js/live-socket.js').then(({line}) => line.state.open)")
    bo = browser_of("bo", lasting_thread.get_absolute_url())
    bo.fill("#id_source", "Everybody on shift.")
    bo.click("text=Post reply")
    expect(bo.locator("#post-2")).to_contain_text("Everybody on shift.")
    button = mem.locator("[data-live] button")
    expect(button).to_have_text("Show 1 new post")
    assert mem.locator("#post-2").count() == 0
    button.click()
    expect(mem.locator("#post-2")).to_be_focused()
    mem.wait_for_timeout(1_500)
    assert ReadPosition.objects.get(user=lasting_world.mem, thread=lasting_thread).number == 2
    # An edit takes its place without a reload, and so does the line of a removed post.
    bo.goto(bo.url.partition("#")[0] + "posts/2/edit/")
    bo.fill("#id_source", "Everybody on every shift.")
    bo.click("text=Save changes")
    expect(mem.locator("#post-2")).to_contain_text("Everybody on every shift.")
    bo.goto(bo.url.partition("#")[0] + "posts/2/remove/")
    bo.click("button:has-text('Remove post')")
    expect(mem.locator("#post-2")).to_contain_text("was removed by its author")


def test_a_page_whose_question_was_refused_for_now_asks_again(
    lasting_world, lasting_thread, served, windows, monkeypatch
):
    spent = pace.Buckets(clock=lambda: 0.0)
    spent.take(lasting_world.mem.pk, pace.CAPACITY)
    monkeypatch.setattr(pace, "BUCKETS", spent)
    frames = []
    page = windows.open(served.url, session_of(lasting_world.mem))
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(frame)))
    page.goto(lasting_thread.get_absolute_url())
    end = time.monotonic() + PATIENCE / 1_000
    while not any('"too_fast"' in frame and '"thread:' in frame for frame in frames):
        assert time.monotonic() < end, frames
        page.wait_for_timeout(50)
    monkeypatch.setattr(pace, "BUCKETS", pace.Buckets())
    actions.reply(viewer=lasting_world.viewer("bo"), thread=lasting_thread, source="Everybody on shift.")
    expect(page.locator("[data-live] button")).to_have_text("Show 1 new post")


def test_script_suggests_people_marks_up_text_and_keeps_the_draft(lasting_world, lasting_thread, browser_of):
    page = browser_of("bo", lasting_thread.get_absolute_url())
    field = page.locator("#id_source")
    field.click()
    page.keyboard.type("Ask @mi")
    expect(page.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"Ask @{lasting_world.mia.handle} ")
    page.click("[data-mark=bold]")
    page.keyboard.type("today")
    expect(field).to_have_value(f"Ask @{lasting_world.mia.handle} **today**")
    expect(page.locator("span[data-saved]")).to_contain_text("Draft saved")
    page.click("text=Preview")
    expect(page.locator("#preview strong")).to_have_text("today")
    page.reload()
    expect(field).to_have_value(f"Ask @{lasting_world.mia.handle} **today**")


def test_the_menu_of_a_post_comes_on_demand_and_by_keyboard(lasting_thread, browser_of):
    page = browser_of("bo", lasting_thread.get_absolute_url())
    page.locator("#post-1 .menu summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#post-1 .menu__item").get_by_text("Mark unread from here")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#post-1 .menu__list")).to_be_hidden()


def test_everything_is_done_without_script_on_a_phone(lasting_world, browser_of):
    page = browser_of(
        "mem",
        "/communities/opioid-response/threads/",
        java_script_enabled=False,
        viewport={"width": 390, "height": 844},
    )
    page.goto(page.url + "new/")
    page.check("text=Question")
    page.fill("#id_title", "Doses per agency")
    page.fill("#id_source", f"@{lasting_world.bo.handle}\n\n| Agency | Doses |\n|---|--:|\n| Easton | 57 |")
    page.click("text=Post thread")
    expect(page.locator("h1")).to_have_text("Doses per agency")
    expect(page.locator(".prose td.num")).to_have_text("57")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.fill("#id_source", "A second thought")
    page.click("text=Save draft")
    expect(page.locator("span[data-saved]")).to_contain_text("Draft saved")
    page.click("text=Post reply")
    expect(page.locator("#post-2")).to_contain_text("A second thought")
    page.locator("#post-2 summary").click()
    page.locator("#post-2").get_by_text("What you can do").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    page.fill("#id_source", "A better thought")
    page.click("text=Save changes")
    expect(page.locator("#post-2")).to_contain_text("A better thought")
    assert Thread.objects.get(title="Doses per agency").posts_count == 2
