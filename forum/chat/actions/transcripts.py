"""From chat to a thread: chosen messages become one readable post, their authors hear of it, the chat keeps a line."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from communities import activity
from communities.refusal import Refused, require
from communities.viewer import Viewer
from forum.threads.actions import attach, start_thread
from forum.threads.models import Attachment, Thread

from .. import rules
from ..models import Channel, ChannelEvent, Message, MessageFile, Transcript
from ..transcript import transcript_source
from .log import add_event, locked

MOST_MESSAGES = 200
WIDENS = _lazy(
    "What is said in a private channel stays there: a thread would be read by the whole community. "
    "Keep a record of the channel instead, which only its people can open."
)


def make_thread(*, viewer: Viewer, channel: Channel, messages: Sequence[int], title: str) -> Transcript:
    """Start a thread with the transcript of `messages` (ids); what was removed meanwhile is left out.

    The thread is read by those who read the channel, and by nobody else: a line written among members stays there.
    Raises PermissionDenied for people who are not members, Refused when nothing is left or too much was chosen."""
    require(rules.may_say(viewer, channel), _("Only members make threads of a chat: join the community first."))
    if channel.is_private:
        raise Refused("would_widen", WIDENS)
    if len(messages) > MOST_MESSAGES:
        raise Refused("too_many", _("A transcript holds 200 messages at most: select fewer."), status=422)
    copies = _copies(viewer, channel, messages)
    with transaction.atomic():
        held = locked(channel, even_archived=True)
        lines = list(held.messages.visible_to(viewer).filter(pk__in=messages).with_author().order_by("seq"))
        if not lines:
            raise Refused("nothing_left", _("The messages you selected were removed in the meantime."))
        thread = start_thread(
            viewer=viewer,
            community=channel.community,
            title=title,
            source=transcript_source(channel, lines, copies),
            files=[copy for line in lines for copy in copies.get(line.pk, ())],
            is_members_only=not held.is_open,
            origin=Thread.Origin.CHAT,
        )
        made = Transcript.objects.create(channel=held, thread=thread, made_by=viewer.user)
        made.messages.set(lines)
        add_event(held, ChannelEvent.Kind.TRANSCRIPT, transcript=made)
        _record(made, lines, viewer)
    return made


def _copies(viewer: Viewer, channel: Channel, messages: Sequence[int]) -> dict[int, list[Attachment]]:
    """Of each message's files a copy for the thread, which has readers of its own. Those of lines that are removed in
    this moment are forgotten by the clock.

    Made before the transaction: nobody waits for the disk."""
    files = MessageFile.objects.visible_to(viewer).filter(channel=channel, message__in=messages).order_by("pk")
    copies: dict[int, list[Attachment]] = {}
    taken: set[str] = set()
    for file in files:
        with file.file.open() as stored:
            upload = File(stored, name=file.name)
            copy = attach(viewer=viewer, community=channel.community, upload=upload, taken=taken)
        taken.add(copy.name)
        copies.setdefault(file.message_id, []).append(copy)
    return copies


def _record(made: Transcript, lines: list[Message], viewer: Viewer) -> None:
    # A machine is told of nothing.
    authors = sorted({line.speaker_id for line in lines} - {viewer.id, 0})
    activity.record(
        kind="chat.transcribed",
        actor=viewer,
        subject=made,
        audience=made.thread.audience,
        community=made.thread.community_id,
        payload={"thread": made.thread_id, "channel": made.channel_id, "authors": authors},
    )
