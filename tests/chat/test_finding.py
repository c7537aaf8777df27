"""Finding a line again: by its words in one channel, by its address, by its day, and page by page."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import now

from forum.chat import actions
from forum.chat.models import Message

GENERAL = "/communities/opioid-response/chat/general/"


def test_words_are_found_in_this_channel_alone_and_by_its_readers_alone(world, client, index, general, say, drain):
    few = actions.open_channel(viewer=world.viewer("bo"), community=world.opioid, name="few", is_private=True)
    here = say("bo", general, "The naloxone lot is XK-4471")
    there = say("bo", few, "The naloxone lot is XK-9999")
    drain()
    world.login(client, "bo")
    page = client.get(f"{GENERAL}search/?q=naloxone").content.decode()
    assert here.get_absolute_url() in page
    assert there.get_absolute_url() not in page
    assert there.get_absolute_url() in client.get(f"{few.get_absolute_url()}search/?q=naloxone").content.decode()
    for who in ("mem", "mia"):
        world.login(client, who)
        assert client.get(f"{few.get_absolute_url()}search/?q=naloxone").status_code == 404
        assert "XK-9999" not in client.get("/search/?q=naloxone").content.decode()
    assert "Nothing in this channel fits" in client.get(f"{GENERAL}search/?q=zebra").content.decode()


@pytest.mark.parametrize("day", ["2026-02-31", "x", "99999-01-01", "2026-13-01", "2999-01-01"])
def test_a_day_that_is_none_is_told(world, client, general, say, day):
    say("bo", general, "Line")
    world.login(client, "mem")
    assert client.get(f"{GENERAL}day/?day={day}").status_code == 422


def test_one_goes_to_a_day_and_to_a_line(world, client, general, say):
    lines = [say("bo", general, f"Line {number}.") for number in range(3)]
    Message.objects.filter(pk=lines[0].pk).update(at=now() - timedelta(days=9))
    Message.objects.filter(pk=lines[1].pk).update(at=now() - timedelta(days=3))
    world.login(client, "mem")
    day = (now() - timedelta(days=5)).date()
    assert client.get(f"{GENERAL}day/?day={day}").url == lines[1].get_absolute_url()
    assert client.get(lines[1].get_absolute_url()).url == f"{GENERAL}#m-{lines[1].pk}"
    assert client.get(f"{GENERAL}day/").status_code == 200


def test_history_goes_both_ways_page_by_page(world, client, general, say):
    for number in range(200):
        say("bo", general, f"Line {number}.")
    world.login(client, "bo")
    address, seen = "", []
    for _ in range(4):
        page = client.get(f"{GENERAL}{address}").content.decode()
        seen = re.findall(r"Line (\d+)\.", page) + seen
        address = next(iter(re.findall(r'href="(\?before=\d+)" rel="prev"', page)), None)
    assert address is None
    assert [int(number) for number in seen] == list(range(200))
    onward = ["?before=21"]
    while later := re.findall(
        r'href="(\?before=\d+)" rel="next"', client.get(f"{GENERAL}{onward[-1]}").content.decode()
    ):
        onward += later
    assert onward == ["?before=21", "?before=81", "?before=141"]
