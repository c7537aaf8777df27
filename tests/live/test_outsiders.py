"""What a stranger may not know is, for every operation of the socket, as what does not exist."""

from uuid import uuid4

import pytest

from communities import topics
from forum.chat import actions as chat
from forum.chat.models import Channel
from forum.threads import actions as threads

from .serving import tab

MISSING = 987_654_321
# Something well-formed to say with each operation of any topic.
ARGUMENTS = {
    "after": 0,
    "source": "Hello",
    "message": MISSING,
    "seq": 1,
    "number": 1,
    "is_typing": True,
    "emoji": "👍",
    "is_on": True,
    "is_here": True,
}


@pytest.fixture
def hidden(lasting_world, drain):
    """A channel and a thread of narcotics-intelligence, by kind of topic."""
    drain()
    mia = lasting_world.viewer("mia")
    channel = Channel.objects.get(community=lasting_world.narcotics)
    chat.say(viewer=mia, channel=channel, source="Zebra at six.", client_id=uuid4())
    thread = threads.start_thread(viewer=mia, community=lasting_world.narcotics, title="Zebra", source="Stripes.")
    return {"channel": channel.pk, "room": channel.pk, "thread": thread.pk}


def test_a_private_channel_is_unknown_to_its_own_community(server, lasting_world, drain):
    channel = chat.open_channel(
        viewer=lasting_world.viewer("bo"), community=lasting_world.opioid, name="Few", is_private=True
    )
    for who in ("mem", "mia", "gus"):
        with tab(server, lasting_world[who]) as stranger:
            for kind in ("channel", "room"):
                for operation in operations(kind):
                    answers = []
                    for each in (channel.pk, MISSING):
                        said = {**ARGUMENTS, "client_id": str(uuid4()), "op": operation, "topic": f"{kind}:{each}"}
                        stranger.send(**said)
                        stranger.send(op="ping")
                        answers.append(_until_pong(stranger, f"{kind}:{each}", said["client_id"]))
                    assert answers[0] == answers[1], (who, kind, operation)
                    assert "'ev': 'ack'" not in str(answers[0])


def operations(kind):
    return ("open", "sync", "close", *topics.topic(kind).operations)


@pytest.mark.parametrize("who", ["cy", "mem", "gus", "olu", "dee"])
def test_a_hidden_topic_is_unknown_for_every_operation(server, lasting_world, hidden, who):
    with tab(server, lasting_world[who]) as stranger:
        for kind, key in hidden.items():
            for operation in operations(kind):
                answers = []
                for each in (key, MISSING):
                    said = {**ARGUMENTS, "client_id": str(uuid4()), "op": operation, "topic": f"{kind}:{each}"}
                    stranger.send(**said)
                    stranger.send(op="ping")
                    answers.append(_until_pong(stranger, f"{kind}:{each}", said["client_id"]))
                assert answers[0] == answers[1], (kind, operation)
                assert "'ev': 'ack'" not in str(answers[0])
                assert "ebra" not in str(answers[0])


def _until_pong(stranger, topic, client_id):
    heard = []
    while (event := stranger.receive()) != {"ev": "pong"}:
        heard.append(str(event).replace(topic, "…").replace(client_id, "…"))
    return heard


def test_the_same_operations_answer_a_member(server, lasting_world, hidden):
    with tab(server, lasting_world.bo) as member:
        for kind, key in hidden.items():
            member.send(op="open", topic=f"{kind}:{key}", after=0)
            assert member.until("opened")["topic"] == f"{kind}:{key}"
