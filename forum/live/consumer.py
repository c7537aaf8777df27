"""One socket from handshake to close. Rules and rows are elsewhere: this reads, asks the table, and writes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from . import pool
from .frames import VERSION, frame
from .hub import hub
from .operations import SignedOut, answer
from .seats import Seat, is_of_this_site, seat_of
from .socket import RESTART, SIGNED_OUT, Socket
from .transport import Send, line_of

logger = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[dict[str, Any]]]
Scope = dict[str, Any]


async def live(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI application behind `/live/`."""
    if (await receive())["type"] != "websocket.connect":
        return
    here = hub()
    version = here.rights_version
    try:
        seat = await _seat(scope)
    except Exception:
        logger.exception("Opening a live socket failed.")
        seat = None
    if seat is None:
        # Before the accept, this is a 403.
        await send({"type": "websocket.close"})
        return
    await send({"type": "websocket.accept"})
    socket = Socket(line_of(send), seat)
    here.add(socket, version)
    try:
        await _converse(socket, receive)
    finally:
        here.remove(socket)


async def _seat(scope: Scope) -> Seat | None:
    return await pool.run(seat_of, scope["headers"]) if is_of_this_site(scope["headers"]) else None


async def _converse(socket: Socket, receive: Receive) -> None:
    socket.write(frame({"ev": "hello", "v": VERSION, "heartbeat": settings.HEARTBEAT_SECONDS}))
    try:
        while (message := await receive())["type"] == "websocket.receive":
            await answer(hub(), socket, message.get("text"))
    except SignedOut:
        socket.line.close(SIGNED_OUT)
    except asyncio.CancelledError:
        # The server is stopping; the client comes back to the next one and resumes.
        socket.line.close(RESTART)
        raise
