"""A record of a channel or of some days: complete, in order, with names and agencies as they were."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from forum.chat import actions
from forum.chat.models import Message
from forum.chat.views import record

RECORD = "/communities/opioid-response/chat/general/record/"


@pytest.fixture
def talk(world, general, say):
    lines = [
        say("mem", general, "Written for Easton"),
        say("bo", general, "Her number is 555 0100"),
        say("gus", general, "Ok"),
    ]
    Message.objects.filter(pk=lines[0].pk).update(at=now() - timedelta(days=9))
    world.mem.agency = world.lake
    world.mem.save()
    actions.remove(viewer=world.viewer("bo"), message=lines[1])
    return lines


def test_it_holds_everything_but_the_words_that_were_removed(world, client, talk, django_assert_max_num_queries):
    world.login(client, "cy")
    assert client.get(RECORD).status_code == 404
    world.login(client, "mem")
    assert "First day" in client.get(RECORD).content.decode()
    with django_assert_max_num_queries(14):
        page = client.get(f"{RECORD}?first=&last=").content.decode()
    assert page.index("Written for Easton") < page.index("This message was removed.") < page.index("<p>Ok</p>")
    assert "555 0100" not in page
    assert ", City of Easton" in page
    assert "3 messages" in page


def test_it_keeps_to_the_days_that_were_asked(world, client, talk, monkeypatch):
    world.login(client, "mem")
    day = (now() - timedelta(days=3)).date()
    page = client.get(f"{RECORD}?first={day}").content.decode()
    assert "Written for Easton" not in page
    assert "<p>Ok</p>" in page
    assert "Written for Easton" in client.get(f"{RECORD}?last={day}").content.decode()
    assert client.get(f"{RECORD}?first=x").status_code == 422
    monkeypatch.setattr(record, "MOST", 2)
    assert "choose fewer days" in client.get(f"{RECORD}?first=&last=").content.decode()


def test_a_private_channel_has_one_for_its_people(world, client, general, say):
    few = actions.open_channel(viewer=world.viewer("bo"), community=world.opioid, name="few", is_private=True)
    say("bo", few, "Among us")
    for who, status in [("bo", 200), ("mem", 404), ("mia", 404)]:
        world.login(client, who)
        assert client.get(f"{few.get_absolute_url()}record/?first=").status_code == status
