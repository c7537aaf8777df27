"""A channel as a live topic: who may follow it, its events, and what a client may ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from communities.access import visible_or_404
from communities.topics import Item, Operation
from communities.viewer import Viewer

from . import actions, items
from .models import MAX_LENGTH, Channel, Message
from .places import channel_by_id
from .text import blind


@dataclass(frozen=True)
class Say:
    client_id: UUID
    source: str
    reply_to: int | None = None
    conversation: int | None = None
    files: tuple[int, ...] = ()


@dataclass(frozen=True)
class Edit:
    message: int
    source: str


@dataclass(frozen=True)
class Remove:
    message: int
    reason: str = ""


@dataclass(frozen=True)
class React:
    message: int
    emoji: str
    is_on: bool = True


@dataclass(frozen=True)
class Acknowledge:
    message: int


@dataclass(frozen=True)
class Unread:
    message: int


@dataclass(frozen=True)
class Seen:
    seq: int
    conversation: int | None = None


@dataclass(frozen=True)
class Check:
    source: str


def say(viewer: Viewer, key: int, request: Say) -> Mapping[str, Any]:
    message = actions.say(
        viewer=viewer,
        channel=channel_by_id(viewer, key),
        source=request.source,
        client_id=request.client_id,
        reply_to=request.reply_to,
        conversation=request.conversation,
        files=request.files,
    )
    return {"seq": message.seq, "message": message.pk}


def edit(viewer: Viewer, key: int, request: Edit) -> Mapping[str, Any]:
    message = _message(viewer, key, request.message)
    event = actions.edit(viewer=viewer, message=message, source=request.source)
    return {"seq": event.seq if event else message.seq, "message": message.pk}


def remove(viewer: Viewer, key: int, request: Remove) -> Mapping[str, Any]:
    message = _message(viewer, key, request.message)
    event = actions.remove(viewer=viewer, message=message, reason=request.reason)
    return {"seq": event.seq if event else message.seq, "message": message.pk}


def seen(viewer: Viewer, key: int, request: Seen) -> Mapping[str, Any]:
    channel = channel_by_id(viewer, key)
    branch = channel.conversations.filter(pk=request.conversation).first() if request.conversation else None
    if branch:
        actions.note_conversation_read(viewer=viewer, conversation=branch, seq=min(request.seq, channel.head))
    else:
        actions.note_read(viewer=viewer, channel=channel, seq=request.seq)
    return {"seq": request.seq}


def react(viewer: Viewer, key: int, request: React) -> Mapping[str, Any]:
    message = _message(viewer, key, request.message)
    event = actions.react(viewer=viewer, message=message, emoji=request.emoji, is_on=request.is_on)
    return {"seq": event.seq if event else message.seq, "message": message.pk}


def unread(viewer: Viewer, key: int, request: Unread) -> Mapping[str, Any]:
    message = _message(viewer, key, request.message)
    actions.mark_unread(viewer=viewer, message=message)
    return {"seq": message.seq - 1}


def acknowledge(viewer: Viewer, key: int, request: Acknowledge) -> None:
    actions.acknowledge(viewer=viewer, message=_message(viewer, key, request.message))


def end_urgent(viewer: Viewer, key: int, request: Acknowledge) -> None:
    actions.end_urgent(viewer=viewer, message=_message(viewer, key, request.message))


def check(viewer: Viewer, key: int, request: Check) -> Mapping[str, Any]:
    """Whom the text names who would not see it. Nothing is said and nothing is kept."""
    return {"blind": blind(viewer, channel_by_id(viewer, key), request.source[:MAX_LENGTH])}


class ChannelTopic:
    """The live topic `channel:<id>`."""

    kind = "channel"
    is_personal = False
    is_state = False
    operations: Mapping[str, Operation] = {
        "say": Operation(Say, say),
        "edit": Operation(Edit, edit),
        "remove": Operation(Remove, remove),
        "react": Operation(React, react),
        "acknowledge": Operation(Acknowledge, acknowledge),
        "end_urgent": Operation(Acknowledge, end_urgent),
        "check": Operation(Check, check),
        "seen": Operation(Seen, seen),
        "unread": Operation(Unread, unread),
    }

    def audience_of(self, viewer: Viewer, key: int) -> str | None:
        return Channel.objects.visible_to(viewer).filter(pk=key).values_list("audience", flat=True).first()

    def heads(self, keys: Iterable[int]) -> dict[int, int]:
        return dict(Channel.objects.filter(pk__in=keys).values_list("pk", "head"))

    def items(self, key: int, after: int, limit: int) -> list[Item]:
        return items.items(key, after, limit)


def _message(viewer: Viewer, channel: int, pk: int) -> Message:
    messages = Message.objects.select_related("channel__community")
    return visible_or_404(viewer, messages, pk=pk, channel=channel)
