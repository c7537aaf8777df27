"""Conversations beside a channel, with an unread state of their own; mentions of moderators; who would not see it."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from communities.refusal import Refused
from forum.chat import actions
from forum.chat.conversations import branches_of
from forum.chat.items import items
from forum.chat.models import Conversation, Mention
from forum.chat.text import blind
from forum.chat.unread import my_channels

GENERAL = "/communities/opioid-response/chat/general/"


@pytest.fixture
def lots(world, general, say):
    """A conversation that Bo began at a line of Jamal's."""
    root = say("mem", general, "Which lots expire first?")
    return actions.begin_conversation(viewer=world.viewer("bo"), root=root, name="Lots and dates")


def branch(world, who, general, conversation):
    return branches_of(world.viewer(who), general, [conversation.root_id])[conversation.root_id]


def new_in(world, who, channel):
    return next(mine.new for mine in my_channels(world.viewer(who)) if mine.id == channel.pk)


def test_what_is_said_there_is_new_to_those_who_take_part_alone(world, client, general, lots, say):
    before = new_in(world, "gus", general)
    say("bo", general, "XK-4471 in March", conversation=lots.pk)
    say("bo", general, "QP-2250 in May", conversation=lots.pk)
    counts = {who: branch(world, who, general, lots).new for who in ("mem", "bo", "gus")}
    assert counts == {"mem": 2, "bo": 0, "gus": None}
    assert new_in(world, "gus", general) == before, "it does not count in the channel"
    world.login(client, "mem")
    page = client.get(GENERAL).content.decode()
    assert "XK-4471" not in page
    assert "Lots and dates" in page
    assert branch(world, "mem", general, lots).new == 2, "reading the channel is not reading the conversation"
    lots.channel = general
    page = client.get(lots.get_absolute_url()).content.decode()
    assert page.index("Which lots expire first?") < page.index('id="new"') < page.index("XK-4471")
    assert branch(world, "mem", general, lots).new == 0


def test_it_works_without_script_and_for_readers_of_the_channel_alone(world, client, general, say):
    root = say("mem", general, "Which lots expire first?")
    begin = f"{root.get_absolute_url()}conversation/"
    for who, status in [("cy", 404), ("gus", 200)]:
        world.login(client, who)
        assert client.get(begin).status_code == status
    there = client.post(begin, {"name": "Lots"}).url.removesuffix("#line")
    assert client.get(begin).url == there, "there is one at a message"
    said = client.post(there, {"source": "In March", "client_id": str(uuid4())})
    assert said.url.startswith(there)
    assert "In March" in client.get(there).content.decode()
    message = Conversation.objects.get().messages.get()
    assert client.get(f"{GENERAL}messages/{message.pk}/").url.startswith(there)
    world.login(client, "cy")
    missing = client.get(f"{GENERAL}conversations/987654/")
    assert client.get(there).content == missing.content
    with pytest.raises(Refused):
        actions.begin_conversation(viewer=world.viewer("bo"), root=message, name="Deeper")
    with pytest.raises(PermissionDenied):
        actions.begin_conversation(viewer=world.viewer("cy"), root=root, name="Mine")


def test_live_pages_are_told_of_it_in_the_channels_own_order(world, general, lots, say):
    say("bo", general, "In March", conversation=lots.pk)
    began, said = items(general.pk, 1, 10)
    assert (began["kind"], began["conversation"]["name"]) == ("branch", "Lots and dates")
    assert said["conversation"] == {"id": lots.pk, "root": lots.root_id, "count": 1}
    assert [began["seq"], said["seq"]] == [2, 3]


def test_moderators_are_called_by_one_name(world, general, say, drain):
    message = say("mem", general, "@moderators please look")
    assert set(Mention.objects.values_list("user", flat=True)) == {world.bo.pk, world.mia.pk}
    assert ">@moderators</a>" in message.html
    few = actions.open_channel(viewer=world.viewer("bo"), community=world.opioid, name="few", is_private=True)
    actions.let_in(viewer=world.viewer("bo"), channel=few, user=world.mem)
    private = actions.say(viewer=world.viewer("mem"), channel=few, source="@moderators", client_id=uuid4())
    assert list(private.mentions.values_list("user", flat=True)) == [world.bo.pk]


def test_one_is_warned_of_people_who_cannot_see_it(world, client, general):
    text = f"@{world.cy.handle} @{world.bo.handle} @moderators @nobody-there"
    assert blind(world.viewer("mem"), general, text) == ["Cy Young"]
    open_one = actions.open_channel(viewer=world.viewer("mia"), community=world.fleet, name="open", is_open=True)
    assert blind(world.viewer("mem"), open_one, f"@{world.cy.handle} @{world.gus.handle}") == ["Gus Marlow"]
    assert blind(world.viewer("gus"), general, f"@{world.cy.handle}") == [], "a guest learns nothing of strangers"
    world.login(client, "mem")
    form = {"source": text, "client_id": str(uuid4())}
    page = client.post(GENERAL, form)
    assert page.status_code == 422
    assert "Cy Young</b> cannot see this" in page.content.decode()
    assert text in page.content.decode(), "what was typed is still there"
    assert client.post(GENERAL, form | {"anyway": "1"}).status_code == 303
