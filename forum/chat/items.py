"""The events of a channel as live pages get them: read from the messages as they are now, the same for every reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from communities.prepared import Prepared

from .conversations import address_of
from .models import ChannelEvent, Message
from .reactions import Chip, chips_of
from .urgency import Asking, asking_of

Item = dict[str, Any]
Kind = ChannelEvent.Kind
_WITH_SIGNS = frozenset({Kind.REACTION, Kind.EDIT})


def items(channel_id: int, after: int, limit: int) -> list[Item]:
    """At most `limit` events after number `after`, in order. One query, and one for signs at messages."""
    events = _events(limit, channel=channel_id, after=after)
    signed = [event.message_id for event in events if event.kind in _WITH_SIGNS]
    chips = chips_of(signed) if signed else {}
    for event in events:
        if event.message:
            event.message.channel = event.channel
    urgent = [event.message_id for event in events if event.kind == Kind.URGENT]
    asking = asking_of(urgent) if urgent else {}
    return [
        _urgent(event, asking) if event.kind == Kind.URGENT else item(event, chips.get(event.message_id, []))
        for event in events
    ]


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


def item(event: ChannelEvent, chips: Sequence[Chip] = ()) -> Item:
    """One event. Of a removed message it carries ids only, whatever the event was."""
    base: Item = {"seq": event.seq, "kind": event.kind, "at": event.at.isoformat(timespec="milliseconds")}
    if event.message is None:
        return base | _transcript(event)
    base["message"] = event.message_id
    if event.kind != Kind.REMOVE and event.message.is_removed:
        return base | {"removed": True}
    if event.kind == Kind.REACTION:
        return base | {"reactions": [_chip(chip) for chip in chips]}
    told = base | _BY_KIND[Kind(event.kind)](event.message)
    # An edit may bring back what was removed, with its signs.
    return told | {"reactions": [_chip(chip) for chip in chips]} if event.kind == Kind.EDIT and chips else told


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
        said["conversation"] = {"id": message.conversation_id, "root": message.conversation.root_id}
        said["conversation"]["count"] = message.conversation.message_count
    if message.reply_to and not message.reply_to.is_removed:
        said["reply_to"] = {"message": message.reply_to_id, "author": message.reply_to.by}
    return said


def _urgent(event: ChannelEvent, asking: Mapping[int, Asking]) -> Item:
    told, held = item(event), asking.get(event.message_id)
    if held is None or "removed" in told:
        return told
    people = {
        "done": [{"id": pk, "name": name} for pk, name in held.done],
        "waiting": [{"id": pk, "name": name} for pk, name in held.waiting],
    }
    return told | {"urgent": {**people, "ends_at": held.ends_at.isoformat(), "is_over": held.is_over}}


def _chip(chip: Chip) -> Item:
    return {"emoji": chip.emoji, "name": chip.name, "users": sorted(chip.ids), "names": chip.names}


def _began(message: Message) -> Item:
    """What stands below a message from now on."""
    began = message.began
    url = address_of(message.channel, began.pk)
    return {"conversation": {"id": began.pk, "name": began.name, "count": began.message_count, "url": url}}


def _edited(message: Message) -> Item:
    return {"html": message.html, "edited": message.edited_at is not None}


def _removed(message: Message) -> Item:
    return {}


def _transcript(event: ChannelEvent) -> Item:
    thread = event.transcript.thread
    if not event.transcript.is_told_to(event.channel):
        return {"thread": None}
    return {"thread": {"id": thread.pk, "title": thread.title, "url": thread.get_absolute_url()}}


_BY_KIND: dict[Kind, Callable[[Message], Item]] = {
    Kind.MESSAGE: _said,
    Kind.EDIT: _edited,
    Kind.REMOVE: _removed,
    Kind.CONVERSATION: _began,
    Kind.URGENT: _removed,
}
