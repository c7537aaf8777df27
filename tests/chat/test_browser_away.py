"""Chat in two real browsers while the server goes away and comes back."""

import pytest
from playwright.sync_api import expect

from forum.chat.models import Message

from .browsing import *  # noqa: F403 - the fixtures of real browsers
from .browsing import settled, write

pytestmark = pytest.mark.browser


@pytest.fixture
def server(lasting_world, drain, server_process):
    """The site in a process that may be killed."""
    drain()
    return server_process


def test_both_screens_end_alike_after_the_server_was_away(server, general, at_channel):
    ana, bo = at_channel("mem"), at_channel("bo")
    write(ana, "Two boxes left at station 4")
    settled(bo, 1)
    write(bo, "We can take *both*")
    settled(ana, 2)
    server.kill()
    write(ana, "First while away")
    write(bo, "Other while away")
    write(ana, "Second while away")
    expect(ana.locator(".chat [data-offline]")).to_be_visible()
    expect(ana.get_by_text("Waiting for the line").first).to_be_visible()
    ana.wait_for_timeout(3_200)  # What is over sooner is not spoken of.
    server.start()
    mine, others = settled(ana, 5), settled(bo, 5)
    assert mine == others
    assert mine[:2] == ["Two boxes left at station 4", "We can take both"]
    assert mine.index("First while away") < mine.index("Second while away")
    assert sorted(Message.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    expect(ana.get_by_text("You were offline from")).to_be_visible()
    expect(ana.locator(".chat [data-offline]")).to_be_hidden()


def test_a_closed_tab_keeps_what_was_not_sent(server, general, at_channel):
    page = at_channel("mem")
    server.kill()
    write(page, "Kept")
    page.fill("#line", "Half a sent")
    page.wait_for_timeout(50)
    context = page.context
    page.close()
    server.start()
    again = at_channel("mem", context)
    assert settled(again, 1) == ["Kept"]
    assert again.input_value("#line") == "Half a sent"


def test_two_tabs_at_one_channel_keep_each_others_lines(server, general, at_channel):
    one = at_channel("mem")
    two = at_channel("mem", one.context)
    server.kill()
    write(one, "From the first tab")
    write(two, "From the second tab")
    context = one.context
    one.close()
    two.close()
    server.start()
    again = at_channel("mem", context)
    assert settled(again, 2) == ["From the first tab", "From the second tab"]
    again.reload()
    assert settled(again, 2) == ["From the first tab", "From the second tab"]
    assert Message.objects.count() == 2


def test_one_cut_is_one_line_however_often_it_flickers(server, general, at_channel):
    page = at_channel("mem")
    for _ in range(2):
        server.kill()
        page.wait_for_timeout(3_200)
        server.start()
        expect(page.locator(".chat [data-offline]")).to_be_hidden(timeout=20_000)
        page.wait_for_function("import('/static/forum/js/live-socket.js').then(({line}) => line.state.open)")
    expect(page.locator("[data-lines] > [data-away]")).to_have_count(1)
