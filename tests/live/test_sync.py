"""The same events over HTTP, for browsers whose socket does not come through."""

from uuid import uuid4

import pytest

from forum.chat import actions
from forum.chat.models import Channel


@pytest.fixture
def channel(world, drain):
    drain()
    channel = Channel.objects.select_related("community").get(community=world.opioid, slug="general")
    for number in range(3):
        source = f"Line {number}"
        actions.say(viewer=world.viewer("bo"), channel=channel, source=source, client_id=uuid4())
    return channel


def test_a_reader_gets_what_the_socket_would_send(world, client, channel):
    world.login(client, "mem")
    answer = client.get("/live/sync/", {"topic": channel.topic, "after": 1})
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    told = answer.json()
    assert (told["ev"], told["topic"], told["head"]) == ("events", channel.topic, 3)
    assert [item["seq"] for item in told["items"]] == [2, 3]


@pytest.mark.parametrize("who", ["cy", "olu", "visitor"])
def test_for_others_it_is_as_if_there_were_none(world, client, channel, who):
    world.login(client, who)
    private = client.get("/live/sync/", {"topic": channel.topic, "after": 0})
    missing = client.get("/live/sync/", {"topic": "channel:987654321", "after": 0})
    assert private.status_code == missing.status_code == 404
    assert private.content == missing.content


@pytest.mark.parametrize(
    "query", ["", "topic=channel:x", "topic=channel:1&after=-1", "topic=channel:1&after=9e9", "topic=me:3"]
)
def test_nonsense_is_not_found(world, client, channel, query):
    world.login(client, "mem")
    assert client.get(f"/live/sync/?{query}").status_code == 404
