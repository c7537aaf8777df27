"""Notices of what happens in chat: mentions, and threads made of one's messages."""

from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from communities.models import Delivery
from forum.chat import actions as chat
from forum.chat.models import Channel
from forum.notices.models import Notice


@pytest.fixture
def say(world, drain):
    """`say("bo", "Text")` in the first channel of opioid-response."""
    drain()
    channel = Channel.objects.get(community=world.opioid)

    def _say(who: str, source: str):
        return chat.say(viewer=world.viewer(who), channel=channel, source=source, client_id=uuid4())

    return _say


def test_a_mention_in_chat_is_told_and_opens_at_the_message(world, client, say, drain):
    message = say("bo", f"@{world.mem.handle} and @{world.cy.handle}, how many kits?")
    drain()
    notice = Notice.objects.get(message=message)
    assert (notice.user, notice.kind) == (world.mem, Notice.Kind.MENTION)
    page = world.login(client, "mem").get(reverse("notices:list")).content.decode()
    assert "how many kits?" in page
    assert client.get(reverse("notices:open", args=[notice.pk])).url == message.get_absolute_url()


def test_mail_of_chat_waits_and_is_not_sent_for_what_was_read_meanwhile(world, say, drain):
    read, unread = (say("bo", f"@{world[who].handle}, how many kits?") for who in ("mem", "gus"))
    drain()
    assert mail.outbox == []
    chat.note_read(viewer=world.viewer("mem"), channel=read.channel, seq=unread.seq)
    Delivery.objects.filter(sink="notice-mail").update(due_at=read.at)
    drain()
    (sent,) = mail.outbox
    assert sent.to == [world.gus.email]
    assert sent.subject == "[Opioid response] general"
    assert "mentioned you in the chat" in sent.body


def test_a_removed_message_is_told_and_mailed_to_nobody(world, client, say, drain):
    message = say("bo", f"@{world.mem.handle}, the key is under the mat.")
    drain()
    chat.remove(viewer=world.viewer("bo"), message=message)
    Delivery.objects.filter(sink="notice-mail").update(due_at=message.at)
    drain()
    assert mail.outbox == []
    assert "under the mat" not in world.login(client, "mem").get(reverse("notices:list")).content.decode()


def test_authors_hear_of_the_thread_that_their_messages_became(world, say, drain):
    lines = [say("mem", "We park inside."), say("gus", "So do we.")]
    channel = lines[0].channel
    made = chat.make_thread(
        viewer=world.viewer("bo"), channel=channel, messages=[line.pk for line in lines], title="Where to park"
    )
    drain()
    told = Notice.objects.filter(post__thread=made.thread).values_list("user__handle", "kind")
    assert set(told) == {
        (world.mem.handle, Notice.Kind.TRANSCRIPT),
        (world.gus.handle, Notice.Kind.TRANSCRIPT),
        (world.mia.handle, Notice.Kind.THREAD),
    }
