"""What is new to whom: where a channel opens, mentions apart, unread from here, and the same on every device."""

import pytest

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
