"""The operation table: what a client may ask, what it costs, and how it is answered."""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils.translation import gettext as _

from communities import pace
from communities.refusal import Refused
from communities.topics import Operation

from . import pool, schema
from .feed import Feed
from .frames import frame, page
from .hub import Hub
from .places import Place, place
from .reading import Reading, read_since, unknown_topic
from .seats import Seat, viewer_at
from .socket import MAX_PLACES, Socket

logger = logging.getLogger(__name__)

Payload = dict[str, Any]

# What a request takes from its person's bucket: any frame at all, and reading a page of a topic.
FRAME, READ = 0.1, 0.2


class SignedOut(Exception):  # noqa: N818 - it is no error
    """The session behind the socket has ended."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request on its way to its answer."""

    hub: Hub
    socket: Socket
    payload: Payload


async def answer(hub: Hub, socket: Socket, text: str | None) -> None:
    """Do what the frame `text` asks, or say why not. Raises SignedOut, and nothing else."""
    payload: Payload = {}
    try:
        try:
            payload = schema.decoded(text)
        finally:
            # After it was read, so that the refusal can say of what it is.
            pace.pay(socket.seat.user_id, FRAME)
        await _do(Asked(hub, socket, payload))
    except SignedOut:
        raise
    except Exception as error:
        socket.write(frame(_refusal(payload, _as_refused(error))))


async def _do(asked: Asked) -> None:
    op = asked.payload.get("op")
    handle, cost = _OWN.get(op, _OF_TOPIC) if isinstance(op, str) else _OF_TOPIC
    pace.pay(asked.socket.seat.user_id, cost)
    await handle(asked)


async def _ping(asked: Asked) -> None:
    asked.socket.write(frame({"ev": "pong"}))


async def _close(asked: Asked) -> None:
    request = schema.read(schema.Close, asked.payload)
    asked.hub.leave(asked.socket, _place(asked, request.topic))


async def _sync(asked: Asked) -> None:
    request = schema.read(schema.Sync, asked.payload)
    reading = await _read(asked.socket.seat, _place(asked, request.topic), request.after)
    events, _fitting = page("events", request.topic, reading.items, reading.end)
    asked.socket.write(events)


async def _open(asked: Asked) -> None:
    request = schema.read(schema.Open, asked.payload)
    where = _place(asked, request.topic)
    if len(asked.socket.places) >= MAX_PLACES and where not in asked.socket.places:
        raise Refused("too_many", _("This page follows too many places. Close some first."))
    feed = asked.hub.feed(where)
    try:
        reading = await _read_up_to(asked, feed, request.after)
        _join(asked, feed, reading)
    finally:
        asked.hub.forget_if_empty(feed)


async def _read_up_to(asked: Asked, feed: Feed, after: int) -> Reading:
    """A reading that is not older than what the feed's readers have, nor than the last change of rights."""
    seat = asked.socket.seat
    while True:
        version = asked.hub.rights_version
        reading = await _read(seat, feed.place, after)
        is_behind = feed.head is not None and reading.is_whole and reading.end < feed.head
        if not is_behind and version == asked.hub.rights_version:
            return reading


def _join(asked: Asked, feed: Feed, reading: Reading) -> None:
    feed.start_at(reading.end)
    if reading.is_hopeless and not feed.place.topic.is_state:
        message = {"ev": "reset", "topic": feed.place.wire, "head": max(reading.head, feed.head)}
        asked.socket.write(frame(message))
    elif reading.is_whole:
        # What the others here have not got yet comes to all of them with the next frame.
        items = [item for item in reading.items if item["seq"] <= feed.head]
        asked.socket.write(page("opened", feed.place.wire, items, max(feed.head, reading.after))[0])
    else:
        asked.socket.write(page("opened", feed.place.wire, reading.items, max(reading.end, feed.head))[0])
    asked.hub.join(asked.socket, feed.place)


async def _ask_topic(asked: Asked) -> None:
    """Everything else is a matter of the topic: say, edit, seen, …"""
    op, name = asked.payload.get("op"), asked.payload.get("topic")
    where = place(name, asked.socket.seat.user_id) if isinstance(name, str) else None
    operation = where.topic.operations.get(op) if where and isinstance(op, str) else None
    if operation is None:
        raise Refused("unknown_op", _("This server knows no such operation."), status=422)
    request = schema.read(operation.schema, asked.payload)
    result = await pool.run(_perform, asked.socket.seat, where, operation, request)
    said = {"ev": "ack", "op": op, "topic": where.wire, **_client_id(asked.payload), **(result or {})}
    asked.socket.write(frame(said))


def _perform(seat: Seat, where: Place, operation: Operation, request: Any) -> Mapping[str, Any] | None:
    viewer = viewer_at(seat)
    if viewer is None:
        raise SignedOut
    return operation.run(viewer, where.key, request)


async def _read(seat: Seat, where: Place, after: int) -> Reading:
    return await pool.run(_read_at, seat, where, after)


def _read_at(seat: Seat, where: Place, after: int) -> Reading:
    viewer = viewer_at(seat)
    if viewer is None:
        raise SignedOut
    return read_since(viewer, where, after)


def _place(asked: Asked, name: str) -> Place:
    where = place(name, asked.socket.seat.user_id)
    if where is None:
        raise unknown_topic()
    return where


def _as_refused(error: Exception) -> Refused:
    match error:
        case Refused():
            return error
        case PermissionDenied():
            return Refused("forbidden", str(error) or _("This is not open to you."), status=403)
        case Http404():
            return unknown_topic()
        case ValidationError():
            return Refused("invalid", " ".join(error.messages), status=422)
    logger.error("A live operation failed.", exc_info=error)
    return Refused("failed", _("That did not work here. Try again."), status=500, retry_after=2)


def _refusal(payload: Payload, refused: Refused) -> dict[str, Any]:
    op, topic = payload.get("op"), payload.get("topic")
    said: dict[str, Any] = {"ev": "refused", "op": op if isinstance(op, str) else None}
    if isinstance(topic, str):
        said["topic"] = topic[:40]
    said |= {"code": refused.code, "message": str(refused.message), **_client_id(payload)}
    if refused.retry_after is not None:
        said["retry_after"] = refused.retry_after
    return said


def _client_id(payload: Payload) -> dict[str, str]:
    client_id = payload.get("client_id")
    return {"client_id": client_id[:40]} if isinstance(client_id, str) else {}


_Handler = Callable[[Asked], Awaitable[None]]
_OWN: dict[str, tuple[_Handler, float]] = {
    "open": (_open, READ),
    "close": (_close, 0.0),
    "sync": (_sync, READ),
    "ping": (_ping, 0.0),
}
_OF_TOPIC: tuple[_Handler, float] = (_ask_topic, pace.ACT)
