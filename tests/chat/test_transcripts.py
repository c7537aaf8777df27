"""From chat to a thread: chosen messages, one readable post, its authors told, a line left in the chat."""

from uuid import uuid4

import pytest

from communities.models import Activity
from forum.chat import actions
from forum.chat.models import ChannelEvent, Transcript
from forum.threads.models import Thread

SELECT = "/communities/opioid-response/chat/general/select/"


@pytest.fixture
def talk(general, say):
    return [
        say("mem", general, "Two boxes left at station 4.\n\n```\nlot 17"),
        say("mem", general, "The nearest expiry is *11 December*."),
        say("bo", general, "We can take both."),
        say("gus", general, "Our van passes at 15:00."),
    ]


def test_selected_messages_become_one_thread_without_script(world, client, general, talk, drain):
    world.login(client, "bo")
    page = client.get(SELECT).content.decode()
    assert page.count('type="checkbox"') == 4
    actions.remove(viewer=world.viewer("gus"), message=talk[3])
    picked = {"m": [str(message.pk) for message in talk]}
    assert client.post(SELECT, {}).status_code == 422
    preview = client.post(SELECT, picked).content.decode()
    assert "How it will read" in preview
    assert "Our van passes" not in preview
    form = picked | {"title": "Who swaps near expiry?", "form_token": str(uuid4())}
    addresses = {client.post(SELECT, form).url for _ in range(2)}
    assert len(addresses) == 1
    thread = Thread.objects.get(origin=Thread.Origin.CHAT)
    assert thread.is_members_only
    assert thread.audience == general.audience
    post = client.get(addresses.pop()).content.decode()
    assert "<strong>Jamal Brooks</strong>, City of Easton" in post
    assert "<em>11 December</em>" in post
    assert post.index("lot 17") < post.index("The nearest expiry") < post.index("We can take both")
    assert "Our van passes" not in post


def test_the_chat_keeps_a_line_and_the_authors_are_told_once(world, client, general, talk, drain):
    made = actions.make_thread(
        viewer=world.viewer("bo"), channel=general, messages=[message.pk for message in talk], title="Swaps"
    )
    event = ChannelEvent.objects.get(channel=general, kind="transcript")
    assert event.seq == 5
    assert event.transcript == made
    told = Activity.objects.get(kind="chat.transcribed")
    assert told.payload["authors"] == sorted([world.mem.pk, world.gus.pk])
    world.login(client, "mem")
    page = client.get(general.get_absolute_url()).content.decode()
    assert f'href="{made.thread.get_absolute_url()}">Swaps</a>' in page
    assert page.count("Swaps</a>") == 2, "in the log and beside it"


def test_only_members_make_threads_of_what_they_may_read(world, client, general, talk):
    for who, status in [("cy", 404), ("gus", 200), ("mem", 200)]:
        world.login(client, who)
        assert client.get(SELECT).status_code == status
    elsewhere = actions.open_channel(viewer=world.viewer("mia"), community=world.narcotics, name="inside")
    secret = actions.say(viewer=world.viewer("mia"), channel=elsewhere, source="Not for here", client_id=uuid4())
    form = {"m": [str(secret.pk), str(talk[0].pk)], "title": "Mixed", "form_token": str(uuid4())}
    client.post(SELECT, form)
    assert list(Transcript.objects.get().messages.all()) == [talk[0]]


def test_a_hidden_thread_is_not_named_in_the_chat(world, general, talk):
    from forum.chat.items import items

    made = actions.make_thread(viewer=world.viewer("bo"), channel=general, messages=[talk[0].pk], title="Secret title")
    assert items(general.pk, 4, 10)[0]["thread"]["title"] == "Secret title"
    Thread.objects.filter(pk=made.thread_id).update(audience=world.opioid.moderators_audience)
    assert items(general.pk, 4, 10)[0]["thread"] is None
