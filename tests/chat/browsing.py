"""Real browsers at a channel: fixtures and small steps of the chat's browser tests."""

import pytest
from playwright.sync_api import expect

from forum.chat.models import Channel
from tests.live.serving import session_of

__all__ = ["at_channel", "general", "log_of", "server", "settled", "write"]


@pytest.fixture
def server(served, drain):
    drain()
    return served


@pytest.fixture
def general(lasting_world, server):
    return Channel.objects.get(community=lasting_world.opioid, slug="general")


@pytest.fixture
def at_channel(windows, server, general, lasting_world):
    """A page of somebody's own browser, at the channel, live."""

    def opened(who, context=None, wait=True, channel=None, query="", **options):
        if context is None:
            page = windows.open(server.url, session_of(lasting_world[who]), **options)
        else:
            page = context.new_page()
        page.goto(server.url + (channel or general).get_absolute_url() + query)
        if wait:
            page.wait_for_function("import('/static/forum/js/live-socket.js').then(({line}) => line.state.open)")
        return page

    return opened


def write(page, text):
    page.fill("#line", text)
    page.press("#line", "Enter")


def log_of(page):
    return page.locator("[data-lines] > .message .message__text").all_inner_texts()


def settled(page, count):
    expect(page.locator("[data-lines] > .message[data-message]")).to_have_count(count, timeout=20_000)
    expect(page.locator("[data-lines] > [data-client]")).to_have_count(0, timeout=20_000)
    return log_of(page)
