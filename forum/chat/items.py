"""The events of a channel as live pages get them: read from the messages as they are now, the same for every reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet

from communities.prepared import Prepared

from .conversations import address_of
from .models import ChannelEvent, Conversation, Message
from .reactions import Chip, chips_of
from .urgency import Asking, asking_of

Item = dict[str, Any]
Kind = ChannelEvent.Kind
_WITH_SIGNS = frozenset({Kind.REACTION, Kind.EDIT})
_MAY_BE_URGENT = frozenset({Kind.URGENT, Kind.EDIT})


def items(channel_id: int, after: int, limit: int) -> list[Item]:
    """At most `limit` events after number `after`, in order. One query, and two more for what stands at messages."""
    events = _events(limit, channel=channel_id, after=after)
    signed = [event.message_id for event in events if event.kind in _WITH_SIGNS]
    chips = chips_of(signed) if signed else {}
    for event in events:
        if event.message:
            event.message.channel = event.channel
    urgent = [event.message_id for event in events if event.kind in _MAY_BE_URGENT]
    asking = asking_of(urgent) if urgent else {}
    return [item(event, chips.get(event.message_id, ()), asking.get(event.message_id)) for event in events]


def _events_of(limit: int, channel: int, after: int) -> QuerySet[ChannelEvent]:
    events = ChannelEvent.objects.filter(channel_id=channel, seq__gt=after).select_related(
        "channel__community",
        "message__author",
        "message__hook",
        "message__reply_to__author",
        "message__reply_to__hook",
        "message__conversation",
        "message__began",
        "transcript__thread__community",
    )
    return events.order_by("seq")[:limit]


_events: Prepared[ChannelEvent] = Prepared(_events_of)


def item(event: ChannelEvent, chips: Sequence[Chip] = (), asking: Asking | None = None) -> Item:
    """One event. Of a removed message it carries ids only, whatever the event was."""
    base: Item = {"seq": event.seq, "kind": event.kind, "at": event.at.isoformat(timespec="milliseconds")}
    message = event.message
    if message is None:
        return base | _transcript(event)
    base["message"] = event.message_id
    if event.kind != Kind.REMOVE and message.is_removed:
        return base | {"removed": True} | (_where(message) if event.kind == Kind.MESSAGE else {})
    return base | _BY_KIND[Kind(event.kind)](message) | _at_it(event, chips, asking)


def _at_it(event: ChannelEvent, chips: Sequence[Chip], asking: Asking | None) -> Item:
    """What stands at a message. An edit tells all of it, since it may bring back what was removed."""
    told: Item = {}
    if event.kind == Kind.REACTION or (event.kind == Kind.EDIT and chips):
        told["reactions"] = [_chip(chip) for chip in chips]
    if asking and event.kind in _MAY_BE_URGENT:
        told["urgent"] = _asking(asking)
    return told


def _where(message: Message) -> Item:
    """Whose line it was and in which stream: a page that never had it leaves its place as fresh pages do."""
    where: Item = {"author": {"id": message.speaker_id}}
    if message.conversation:
        where["conversation"] = _beside(message.conversation)
    return where


def _beside(conversation: Conversation) -> Item:
    return {"id": conversation.pk, "root": conversation.root_id, "count": conversation.message_count}


def _said(message: Message) -> Item:
    author = message.author
    said: Item = {
        "number": message.number,
        "client_id": str(message.client_id),
        "html": message.html,
        "edited": message.edited_at is not None,
        "author": {
            "id": message.speaker_id,
            "name": message.by,
            "handle": "" if message.hook_id else author.handle,
            "initials": message.hook.name[:1].upper() if message.hook_id else author.initials,
            "agency": message.agency_name,
            "agency_type": message.agency_type,
            "guest_until": message.guest_until.isoformat() if message.guest_until else None,
        },
    }
    if message.hook_id:
        said["author"]["is_bot"] = True
    if message.conversation:
        said["conversation"] = _beside(message.conversation)
    return said | _answered(message)


def _answered(message: Message) -> Item:
    if message.reply_to is None or message.reply_to.is_removed:
        return {}
    return {"reply_to": {"message": message.reply_to_id, "author": message.reply_to.by}}


def _asking(held: Asking) -> Item:
    people = {
        "done": [{"id": pk, "name": name} for pk, name in held.done],
        "waiting": [{"id": pk, "name": name} for pk, name in held.waiting],
    }
    return {**people, "ends_at": held.ends_at.isoformat(), "is_over": held.is_over}


def _chip(chip: Chip) -> Item:
    return {"emoji": chip.emoji, "name": chip.name, "users": sorted(chip.ids), "names": chip.names}


def _began(message: Message) -> Item:
    """What stands below a message from now on."""
    began = message.began
    url = address_of(message.channel, began.pk)
    return {"conversation": {"id": began.pk, "name": began.name, "count": began.message_count, "url": url}}


def _edited(message: Message) -> Item:
    began = _began(message) if hasattr(message, "began") else {}
    return {"html": message.html, "edited": message.edited_at is not None} | _answered(message) | began


def _ids_alone(message: Message) -> Item:
    return {}


def _transcript(event: ChannelEvent) -> Item:
    thread = event.transcript.thread
    if not event.transcript.is_told_to(event.channel):
        return {"thread": None}
    return {"thread": {"id": thread.pk, "title": thread.title, "url": thread.get_absolute_url()}}


_BY_KIND: dict[Kind, Callable[[Message], Item]] = {
    Kind.MESSAGE: _said,
    Kind.EDIT: _edited,
    Kind.REMOVE: _ids_alone,
    Kind.REACTION: _ids_alone,
    Kind.CONVERSATION: _began,
    Kind.URGENT: _ids_alone,
}
