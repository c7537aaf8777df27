"""What moderators took away comes back to its readers, and what its author took back does not."""

from uuid import uuid4

import pytest
from django.urls import reverse

from forum.chat import actions as chat
from forum.chat.items import items
from forum.chat.models import Channel
from forum.moderation.models import ReviewItem
from forum.threads.models import Post


@pytest.fixture
def said(world, drain):
    """A line of Jamal's in the first channel of opioid-response."""
    drain()
    channel = Channel.objects.filter(community=world.opioid).first()
    return chat.say(viewer=world.viewer("mem"), channel=channel, source="Gloves in the trunk", client_id=uuid4())


def show(said):
    return reverse("moderation:show_message", args=["opioid-response", said.pk])


def test_a_moderator_shows_a_removed_message_again_and_its_author_is_told(world, client, said, drain):
    chat.remove(viewer=world.viewer("bo"), message=said, reason="Off topic")
    room = said.channel.get_absolute_url()
    assert world.login(client, "mem").post(show(said)).status_code == 404, "members moderate nothing"
    assert world.login(client, "cy").post(show(said)).status_code == 404
    assert b"Gloves in the trunk" not in world.login(client, "gus").get(room).content
    assert world.login(client, "bo").post(show(said)).status_code == 303
    drain()
    assert b"Gloves in the trunk" in world.login(client, "gus").get(room).content
    told = items(said.channel_id, 0, 10)
    assert [item["kind"] for item in told] == ["message", "remove", "edit"]
    assert told[-1]["html"] == told[0]["html"]
    assert told[-1]["edited"] is False
    assert b"showed again what you wrote" in world.login(client, "mem").get("/notices/").content
    record = world.login(client, "bo").get(reverse("moderation:record", args=["opioid-response"])).content.decode()
    assert "showed again" in record


def test_what_its_author_took_back_stays_away(world, client, said):
    chat.remove(viewer=world.viewer("mem"), message=said)
    assert world.login(client, "bo").post(show(said)).status_code == 403
    said.refresh_from_db()
    assert said.is_removed


def test_search_finds_it_again(world, index, client, said, drain):
    def found():
        drain()
        return b"Gloves" in world.login(client, "gus").get("/search/?q=trunk&type=chat", follow=True).content

    assert found()
    chat.remove(viewer=world.viewer("bo"), message=said)
    assert not found()
    chat.restore(viewer=world.viewer("bo"), message=said)
    assert found()


def test_a_decided_report_has_the_button_for_posts_and_messages(world, client, talk, said):
    report = {"ground": "off-topic", "note": ""}
    world.login(client, "mem").post(talk.url("report_post", *talk.place), report)
    world.login(client, "gus").post(talk.url("report_message", said.pk), report)
    world.login(client, "bo")
    for item in ReviewItem.objects.all():
        client.post(talk.url("claim", item.pk))
        client.post(talk.url("decide", item.pk), {"outcome": "hidden", "reason": "Not for this place."})
    page = client.get(talk.url("decided")).content.decode()
    assert page.count("Show it again") == 2
    for address in (talk.url("show_post", *talk.place), show(said)):
        assert f'action="{address}"' in page
        assert client.post(address).status_code == 303
    assert "Show it again" not in client.get(talk.url("decided")).content.decode()


def test_the_line_of_a_hidden_post_ends_with_one_full_stop(world, client, talk):
    world.login(client, "bo").post(talk.url("hide_post", *talk.place), {"reason": "It names a patient."})
    page = world.login(client, "mem").get(talk.thread.get_absolute_url()).content.decode()
    assert "<b>It names a patient</b>." in page
    assert Post.objects.get(pk=talk.post.pk).state_reason == "It names a patient."
