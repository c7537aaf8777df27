"""Chat in two real browsers: what both see, and what becomes of a line that is refused."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from forum.chat.models import Channel, Message
from tests.live.serving import session_of

from .browsing import *  # noqa: F403 - the fixtures of real browsers
from .browsing import log_of, settled, write

pytestmark = pytest.mark.browser


def test_edit_remove_reply_and_history_at_phone_width(server, general, at_channel, lasting_world):
    ana = at_channel("mem", viewport={"width": 390, "height": 780})
    bo = at_channel("bo")
    write(ana, "The form is with Tomas")
    settled(bo, 1)
    line = ana.locator(".message[data-message]").first
    line.hover()
    line.locator("summary").click()
    line.get_by_role("link", name="Edit").click()
    line.locator("textarea").fill("The form is with Tomasz")
    line.get_by_role("button", name="Save").click()
    expect(bo.get_by_text("The form is with Tomasz")).to_be_visible()
    expect(bo.locator(".message__edited").first).to_be_visible()
    bo_line = bo.locator(".message[data-message]").first
    bo_line.hover()
    bo_line.locator("[data-act=reply]").click()
    write(bo, "Thank you")
    expect(ana.locator(".message__reply")).to_contain_text("Jamal Brooks")
    line.hover()
    line.locator("summary").click()
    line.get_by_text("Remove message").click()
    ana.get_by_role("button", name="Go on").click()
    expect(bo.get_by_text("This message was removed.")).to_be_visible()
    assert ana.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_mention_is_suggested_taken_with_enter_and_sent_with_the_next(server, general, at_channel, lasting_world):
    page = at_channel("mem")
    page.locator("#line").press_sequentially("@Bo")
    expect(page.locator(".mentions li").first).to_contain_text("Bo Larsen")
    page.press("#line", "Enter")
    assert page.input_value("#line") == f"@{lasting_world.bo.handle} "
    page.press("#line", "Enter")
    settled(page, 1)
    assert page.locator(".message a.mention").inner_text() == "@Bo Larsen"


def test_a_refused_line_can_be_tried_again(server, general, at_channel, lasting_world):
    page = at_channel("mem")
    Channel.objects.filter(pk=general.pk).update(archived_at="2026-01-01T00:00Z")
    write(page, "Too late?")
    expect(page.get_by_text("Not sent:")).to_be_visible()
    Channel.objects.filter(pk=general.pk).update(archived_at=None)
    page.get_by_role("button", name="Retry").click()
    assert settled(page, 1) == ["Too late?"]


def test_older_lines_load_by_scrolling_up_and_arrows_walk_the_log(server, general, at_channel, lasting_world):
    from uuid import uuid4

    from forum.chat import actions

    for number in range(100):
        actions.say(viewer=lasting_world.viewer("bo"), channel=general, source=f"Line {number}", client_id=uuid4())
    page = at_channel("mem")
    page.evaluate("document.querySelector('#log').scrollTop = -100000")
    expect(page.locator(".message[data-message]")).to_have_count(100)
    assert log_of(page) == [f"Line {number}" for number in range(100)]
    page.evaluate("document.querySelector('#log').scrollTop = 0")
    page.focus("#log")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.querySelector('.message__text').textContent").strip() == "Line 98"


def test_a_refused_line_outlives_the_tab_and_its_retry_is_no_double(server, general, at_channel):
    page = at_channel("mem")
    Channel.objects.filter(pk=general.pk).update(archived_at="2026-01-01T00:00Z")
    write(page, "Too late?")
    expect(page.get_by_text("Not sent:")).to_be_visible()
    context = page.context
    page.close()
    Channel.objects.filter(pk=general.pk).update(archived_at=None)
    one, two = at_channel("mem", context), at_channel("mem", context)
    for again in (one, two):
        expect(again.get_by_text("Not sent:")).to_be_visible()
    one.get_by_role("button", name="Retry").click()
    assert settled(one, 1) == ["Too late?"]
    assert settled(two, 1) == ["Too late?"], "said by the other tab, it waits here no longer"
    assert Message.objects.count() == 1


def test_where_no_socket_comes_through_lines_go_and_come_over_http(server, general, at_channel, windows, lasting_world):
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(lasting_world.mem), "url": server.url}
    context = windows.browser.new_context()
    context.add_cookies([cookie])
    context.route_web_socket("**/live/", lambda socket: socket.close())
    page, bo = at_channel("mem", context, wait=False), at_channel("bo")
    write(page, "Without a socket")
    assert settled(bo, 1) == ["Without a socket"]
    write(bo, "Heard")
    assert settled(page, 2) == ["Without a socket", "Heard"]
