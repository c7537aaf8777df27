"""Notices and the queue in a real browser: the bell counts by itself, and everything works without script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from forum.moderation import actions as moderation
from forum.moderation.models import Claim, ReviewItem
from forum.notices.models import Notice
from forum.threads import actions
from tests.live.serving import session_of

pytestmark = pytest.mark.browser


@pytest.fixture
def browse(windows, lasting_world, served):
    """`browse("mem", "/notices/", java_script_enabled=False)`: a page in a browser of one's own."""

    def opened(who: str, path: str, **options: object):
        page = windows.open(served.url, session_of(lasting_world[who]), **options)
        page.goto(path)
        return page

    return opened


@pytest.fixture
def talk(lasting_world):
    """Jamal's thread, with a reply by Gus."""
    world = lasting_world
    thread = actions.start_thread(
        viewer=world.viewer("mem"), community=world.opioid, title="Night shift", source="Who carries it?"
    )
    return actions.reply(viewer=world.viewer("gus"), thread=thread, source="Our dinner is on the 5th.")


def test_the_bell_counts_what_happens_while_a_page_is_open(lasting_world, browse, talk, drain):
    drain()
    page = browse("mem", reverse("notices:settings"))
    expect(page.locator("live-bell .count")).to_have_text("1")
    page.wait_for_function("import('/static/forum/js/live-socket.js').then(({line}) => line.state.open)")
    actions.reply(
        viewer=lasting_world.viewer("bo"), thread=talk.thread, source=f"@{lasting_world.mem.handle}, the lead does."
    )
    drain()
    expect(page.locator("live-bell .count")).to_have_text("2", timeout=20_000)


def test_the_side_counts_what_is_new_in_a_community_while_a_page_is_open(lasting_world, browse, talk, drain):
    drain()
    page = browse("mem", reverse("notices:settings"))
    place = page.locator('.side__link[href="/communities/opioid-response/"]')
    expect(place.locator(".count")).to_have_text("1 new posts")
    page.wait_for_function("import('/static/forum/js/live-socket.js').then(({line}) => line.state.open)")
    actions.reply(viewer=lasting_world.viewer("bo"), thread=talk.thread, source="The lead carries it.")
    drain()
    expect(place.locator(".count")).to_have_text("2 new posts", timeout=20_000)
    expect(place).to_have_class(re.compile("is-unread"))
    actions.mark_all_read(viewer=lasting_world.viewer("mem"), community=lasting_world.opioid)
    expect(place.locator(".count")).to_have_count(0, timeout=20_000)
    expect(place).not_to_have_class(re.compile("is-unread"))
    expect(page.locator('.side__link[href="/communities/fleet-managers/"] .count')).to_have_count(0)


@pytest.mark.parametrize("with_script", [True, False])
def test_notices_are_opened_and_marked(lasting_world, browse, talk, drain, with_script):
    drain()
    page = browse("mem", reverse("notices:list"), java_script_enabled=with_script)
    row = page.locator(".note", has_text="Our dinner is on the 5th.")
    row.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_text("You are up to date")).to_be_visible()
    assert not Notice.objects.filter(user=lasting_world.mem, read_at=None).exists()
    page.get_by_role("link", name="All", exact=True).click()
    page.get_by_role("link", name="Our dinner is on the 5th.").click()
    page.wait_for_url("**/threads/**")
    expect(page.locator("#post-2")).to_contain_text("Our dinner is on the 5th.")


@pytest.mark.parametrize(("width", "with_script"), [(1280, True), (390, False)])
def test_a_report_is_made_claimed_and_decided(lasting_world, browse, talk, width, with_script):
    options = {"java_script_enabled": with_script, "viewport": {"width": width, "height": 900}}
    member = browse("mem", f"{talk.get_absolute_url()}acts/", **options)
    member.get_by_role("link", name="Report").click()
    member.get_by_label("Off topic").check()
    member.get_by_role("button", name="Report").click()
    expect(member.get_by_text("The moderators have your report")).to_be_visible()
    item = ReviewItem.objects.get()
    moderator = browse("bo", reverse("moderation:queue", args=["opioid-response"]), **options)
    moderator.get_by_role("button", name="Claim").click()
    expect(moderator.get_by_text("Claimed by you")).to_be_visible()
    assert Claim.objects.get().moderator == lasting_world.bo
    moderator.get_by_label("Hide it").check()
    moderator.get_by_label("Reason").fill("Fundraising belongs elsewhere.")
    moderator.get_by_role("button", name="Decide").click()
    expect(moderator.get_by_text("Nothing waits")).to_be_visible()
    item.refresh_from_db()
    assert item.outcome == "hidden"


def test_two_moderators_at_the_same_item_do_not_cross(lasting_world, browse, talk):
    moderation.report(viewer=lasting_world.viewer("mem"), subject=talk, ground="spam")
    path = reverse("moderation:queue", args=["opioid-response"])
    first, second = browse("bo", path), browse("mia", path)
    first.get_by_role("button", name="Claim").click()
    expect(first.get_by_text("Claimed by you")).to_be_visible()
    second.get_by_role("button", name="Claim").click()
    expect(second.locator("#alerts")).to_contain_text("Bo Larsen holds this until")
