"""What is new to whom: where a channel opens, mentions apart, unread from here, and the same on every device."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communities.topics import topic
from forum.chat.models import ReadPosition
from forum.chat.unread import my_channels

CHAT = "/communities/opioid-response/chat/general/"


def new_in(world, who, channel):
    return next((mine.new, mine.mentions) for mine in my_channels(world.viewer(who)) if mine.id == channel.pk)


def test_mentions_are_counted_apart_and_end_with_reading(world, client, general, say, django_assert_num_queries):
    say("bo", general, f"@{world.mem.handle} can you swap?")
    say("bo", general, "Two boxes")
    viewer = world.viewer("mem")
    with django_assert_num_queries(1):
        assert my_channels(viewer)
    assert new_in(world, "mem", general) == (2, 1)
    assert new_in(world, "gus", general) == (2, 0)
    world.login(client, "mem")
    home = client.get("/chat/settings/").content.decode()
    assert '>@1<span class="visually-hidden"> mentions of you</span>' in home
    client.get(CHAT)
    assert new_in(world, "mem", general) == (0, 0)


def test_unread_from_here_stays_until_one_comes_back(world, client, general, say):
    lines = [say("bo", general, f"Line {number}") for number in range(4)]
    world.login(client, "cy")
    assert client.post(f"{lines[2].get_absolute_url()}unread/").status_code == 404
    world.login(client, "mem")
    client.get(CHAT)
    answer = client.post(f"{lines[2].get_absolute_url()}unread/")
    assert answer.url == f"{CHAT}?unread#new"
    page = client.get(f"{CHAT}?unread").content.decode()
    assert page.index("Line 1") < page.index('id="new"') < page.index("Line 2")
    assert new_in(world, "mem", general) == (2, 0), "the page that shows it leaves it so"
    client.get(CHAT)
    assert new_in(world, "mem", general) == (0, 0)


@pytest.mark.parametrize(("new", "is_whole"), [(100, True), (300, False)])
def test_a_channel_opens_at_the_first_new_line_however_much_there_is(world, client, general, say, new, is_whole):
    for number in range(10):
        say("bo", general, f"Old {number}.")
    world.login(client, "mem")
    client.get(CHAT)
    lines = [say("bo", general, f"New {number}.") for number in range(new)]
    page = client.get(CHAT).content.decode()
    if is_whole:
        assert page.index("Old 9.") < page.index('id="new"') < page.index("New 0.")
    else:
        assert "New 0." not in page
        assert f'href="{lines[0].get_absolute_url()}">Go to the first new message' in page
    assert ReadPosition.objects.get(user=world.mem, channel=general).number == new + 10


def test_the_tab_of_chat_counts_mentions_apart_and_is_told_as_it_is_drawn(
    world, client, general, say, drain, django_assert_max_num_queries
):
    front = world.opioid.get_absolute_url()
    say("bo", general, "Plain")
    with CaptureQueriesContext(connection) as asked:
        (before,) = topic("me").items(world.mem.pk, 0, 1)
    world.login(client, "mem")
    say("bo", general, f"@{world.mem.handle}")
    drain()
    with django_assert_max_num_queries(len(asked)):
        (state,) = topic("me").items(world.mem.pk, 0, 1)
    counts = [(told["unread_chat"][world.opioid.pk], told["named_chat"][world.opioid.pk]) for told in (before, state)]
    assert counts == [(1, 0), (2, 1)]
    tab = client.get(front).content.decode().partition('data-part="unread_chat"')[2].partition("</a>")[0]
    assert "@1" in tab
    assert "mentions of you" in tab
    client.get(CHAT)
    assert topic("me").items(world.mem.pk, 0, 1)[0]["named_chat"][world.opioid.pk] == 0
    tab = client.get(front).content.decode().partition('data-part="unread_chat"')[2].partition("</a>")[0]
    assert "hidden" in tab.partition(">")[0]
