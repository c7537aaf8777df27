"""The log of a channel as a page shows it: lines, days, what is new, and threads made from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from communities.models import Affiliation
from communities.viewer import Viewer

from . import rules
from .conversations import Branch, branches_of
from .models import (
    Channel,
    ChannelEvent,
    Conversation,
    ConversationPosition,
    Message,
    ReadPosition,
    Transcript,
)
from .models.message import MessageQuerySet
from .reactions import Chip, chips_of
from .urgency import Asking, asking_of

PAGE = 60
# The newest page grows with what is new to its reader, up to this; the rest is behind a link.
LONGEST = 240
# So many lines that were read before stand above what is new.
READ_ABOVE = 5
# After a longer pause the author's name is said again.
PAUSE = timedelta(minutes=7)


@dataclass(frozen=True)
class Line:
    """A message as one line: with its author's name and avatar when it begins a turn."""

    message: Message
    is_first: bool
    may_edit: bool = False
    may_remove: bool = False
    may_report: bool = False
    chips: Sequence[Chip] = ()
    branch: Branch | None = None
    asking: Asking | None = None
    may_end: bool = False

    @property
    def kind(self) -> str:
        return "line"


@dataclass(frozen=True)
class Mark:
    """What stands between the lines: a day, where the new begins, a thread made from messages."""

    kind: str
    day: date | None = None
    at: datetime | None = None
    transcript: Transcript | None = None
    is_told: bool = False


@dataclass(frozen=True)
class Log:
    """One page of a channel, oldest first. `head` is the last event that the newest page certainly tells of."""

    entries: Sequence[Line | Mark]
    head: int
    earlier: int | None
    is_newest: bool
    # The first message that is new to the reader, where the page does not go back that far.
    first_new: Message | None = None
    # Before which event the following page of history ends; None where that is the newest page.
    later: int | None = None


def log(
    viewer: Viewer,
    channel: Channel,
    *,
    before: int | None = None,
    position: ReadPosition | ConversationPosition | None = None,
    conversation: Conversation | None = None,
) -> Log:
    """The page of messages before event number `before` (the newest without it), of the channel's own stream or of one
    conversation beside it. Six queries, and one more where something is urgent.

    `channel.head` must have been read before: what comes later is for the socket, or in here twice and harmless."""
    stream = Message.objects.in_stream(channel, conversation)
    count = conversation.message_count if conversation else channel.message_count
    unread = count - position.number if position else 0
    size = PAGE if before else max(PAGE, min(unread + READ_ABOVE, LONGEST))
    messages = list(stream.filter(seq__lt=before or channel.head + 1).order_by("-seq").with_author()[: size + 1])
    has_earlier = len(messages) > size
    messages = messages[:size][::-1]
    for message in messages:
        message.channel = channel
    first = messages[0].seq if messages else 0
    threads = [] if conversation else _transcripts(channel, first if has_earlier else 0, before or channel.head + 1)
    rows = _entries(viewer, messages, threads, position.seq if position else None)
    return Log(
        _with_more(viewer, channel, rows),
        channel.head,
        first if has_earlier else None,
        before is None,
        _first_new(stream, channel, position) if position and unread > size and not before else None,
        _later(stream, before),
    )


def _later(stream: MessageQuerySet, before: int | None) -> int | None:
    following = stream.filter(seq__gte=before or 0).order_by("seq").values_list("seq", flat=True)
    return next(iter(following[PAGE : PAGE + 1]), None) if before else None


def _first_new(
    stream: MessageQuerySet, channel: Channel, position: ReadPosition | ConversationPosition
) -> Message | None:
    message = stream.filter(seq__gt=position.seq, removed_at__isnull=True).order_by("seq").first()
    if message:
        message.channel = channel
    return message


def _transcripts(channel: Channel, first: int, end: int) -> list[ChannelEvent]:
    events = ChannelEvent.objects.filter(
        channel=channel, kind=ChannelEvent.Kind.TRANSCRIPT, seq__gte=first, seq__lt=end
    )
    return list(events.select_related("channel", "transcript__thread__community").order_by("seq"))


def _entries(
    viewer: Viewer, messages: list[Message], threads: list[ChannelEvent], read_to: int | None
) -> Iterator[Line | Mark]:
    moment, last, has_new = timezone.now(), None, False
    for row in sorted([*messages, *threads], key=lambda each: each.seq):
        day = timezone.localtime(row.at).date()
        breaks = last is None or timezone.localtime(last.at).date() != day
        if breaks:
            yield Mark("day", day=day)
        if _is_new(viewer, row, read_to) and not has_new:
            has_new = breaks = True
            yield Mark("new", at=row.at)
        if isinstance(row, ChannelEvent):
            yield Mark("thread", at=row.at, transcript=row.transcript, is_told=row.transcript.is_told_to(row.channel))
        else:
            yield _line(viewer, row, breaks or _begins_a_turn(last, row), moment)
        last = row


def _with_more(viewer: Viewer, channel: Channel, rows: Iterator[Line | Mark]) -> list[Line | Mark]:
    """The lines with the signs at them and the conversations below them."""
    entries = list(rows)
    shown = [row.message.pk for row in entries if isinstance(row, Line) and not row.message.is_removed]
    chips, branches, asking = chips_of(shown), branches_of(viewer, channel, shown), asking_of(shown)
    return [
        replace(
            row,
            chips=chips.get(row.message.pk, ()),
            branch=branches.get(row.message.pk),
            asking=asking.get(row.message.pk),
            may_end=rules.may_moderate(viewer, channel) or row.message.author_id == viewer.id,
        )
        if isinstance(row, Line)
        else row
        for row in entries
    ]


def _is_new(viewer: Viewer, row: Message | ChannelEvent, read_to: int | None) -> bool:
    return read_to is not None and row.seq > read_to and isinstance(row, Message) and row.speaker_id != viewer.id


def _begins_a_turn(last: Message | ChannelEvent, message: Message) -> bool:
    return (
        isinstance(last, ChannelEvent)
        or (last.author_id, last.hook_id) != (message.author_id, message.hook_id)
        or message.at - last.at > PAUSE
        or message.reply_to_id is not None
    )


def _line(viewer: Viewer, message: Message, is_first: bool, moment: datetime) -> Line:
    return Line(
        message,
        is_first,
        may_edit=not message.is_removed and rules.may_edit(viewer, message, moment),
        may_remove=not message.is_removed and rules.may_remove(viewer, message, moment),
        may_report=not viewer.is_visitor and message.author_id != viewer.id,
    )


def blank_line(viewer: Viewer, channel: Channel, *, is_first: bool) -> Line:
    """What a page's script makes new lines from: the viewer's own, with every tool that a line can have."""
    stamp: Affiliation = viewer.user.affiliation()
    message = Message(
        pk=0,
        channel=channel,
        seq=0,
        author=viewer.user,
        agency_name=stamp.agency_name,
        agency_type=stamp.agency_type,
        guest_until=timezone.now() if stamp.is_guest else None,
    )
    return Line(message, is_first, may_edit=True, may_remove=True, may_report=True)
