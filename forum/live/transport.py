"""The way out of one socket: a ready-made frame straight to daphne's transport, or plain `send` on other servers.

Writing through a consumer's `send` costs four to five times as much for each delivery, and hides how far a slow
client is behind. What is used of daphne, autobahn and Twisted beyond their documents stands in this file only.
"""

import asyncio
import ctypes
import errno
import os
from collections.abc import Awaitable, Callable
from socket import MSG_DONTWAIT, MSG_NOSIGNAL, SO_SNDBUF, SOL_SOCKET
from typing import Any, Protocol

from .frames import Frame

MAX_FRAMES = 256
MAX_BYTES = 1024 * 1024
KERNEL_BYTES = 128 * 1024

Send = Callable[[dict[str, Any]], Awaitable[None]]

# Python's own `socket.send` lets other threads run for the microseconds that the system needs, and then waits for its
# turn again: beside one thread that draws pages, a thousand sends took 2.4 s. This `send` keeps its turn: 0.03 s. It
# never blocks.
_libc_send = ctypes.PyDLL(None, use_errno=True).send
_libc_send.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int)
_libc_send.restype = ctypes.c_ssize_t
_FLAGS = MSG_DONTWAIT | MSG_NOSIGNAL


def send_at_once(descriptor: int, data: bytes) -> int:
    """Hand `data` to the system, as far as it takes it; how many bytes that were. Raises OSError."""
    sent = _libc_send(descriptor, data, len(data), _FLAGS)
    if sent >= 0:
        return sent
    number = ctypes.get_errno()
    if number in (errno.EAGAIN, errno.EINTR):
        return 0
    raise OSError(number, os.strerror(number))


class Line(Protocol):
    """The way out of one socket."""

    def write(self, frame: Frame) -> bool:
        """Send, or queue. False, and nothing queued, when the client is too far behind to be worth waiting for."""
        ...

    def close(self, code: int) -> None:
        """Close with this code; what is queued still goes out before it, if the client reads."""
        ...


def line_of(send: Send) -> Line:
    """The fastest way out that the server behind `send` offers. Call on the loop, after the accept was sent."""
    # daphne hands over functools.partial(handle_reply, protocol).
    protocol = next(iter(getattr(send, "args", ())), None)
    transport = getattr(protocol, "transport", None)
    if all(hasattr(transport, name) for name in ("socket", "dataBuffer", "_tempDataBuffer", "_tempDataLen")):
        return DaphneLine(protocol)
    return PlainLine(send)


class DaphneLine:
    """Writes to the connection's own socket when nothing waits there, else to the transport's buffer."""

    __slots__ = ("_protocol", "_socket", "_transport")

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        self._transport = protocol.transport
        # Left to itself the kernel would queue megabytes more for each client that does not read.
        self._socket = protocol.transport.socket
        self._socket.setsockopt(SOL_SOCKET, SO_SNDBUF, KERNEL_BYTES)

    def write(self, frame: Frame) -> bool:
        protocol, transport = self._protocol, self._transport
        if protocol.state != protocol.STATE_OPEN or not transport.connected:
            return True  # It is closing: its reader learns the rest when it comes back.
        if transport.dataBuffer or transport._tempDataBuffer or protocol.send_queue:
            return self._queue(frame.wire)
        try:
            # Asked each time: a closed socket has none, and the next connection may be given the number it had.
            sent = send_at_once(self._socket.fileno(), frame.wire)
        except OSError:
            return True  # The reactor sees the dead connection by itself.
        if sent < len(frame.wire):
            transport.write(frame.wire[sent:])
        return True

    def _queue(self, wire: bytes) -> bool:
        transport = self._transport
        waiting = len(transport.dataBuffer) - transport.offset + transport._tempDataLen
        if waiting + len(wire) > MAX_BYTES or len(transport._tempDataBuffer) >= MAX_FRAMES:
            return False
        self._protocol.sendData(wire)
        return True

    def close(self, code: int) -> None:
        if self._protocol.state == self._protocol.STATE_OPEN:
            # Not sendClose: it knows no 1012.
            self._protocol.sendCloseFrame(code=code)


class PlainLine:
    """A bounded queue in front of ASGI's `send`, emptied by a task of its own."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._queue: asyncio.Queue[Frame | int] = asyncio.Queue()
        self._bytes = 0
        self._closed = False
        self._task = asyncio.get_running_loop().create_task(self._empty())

    def write(self, frame: Frame) -> bool:
        if self._closed:
            return True
        if self._queue.qsize() >= MAX_FRAMES or self._bytes + len(frame.wire) > MAX_BYTES:
            return False
        self._bytes += len(frame.wire)
        self._queue.put_nowait(frame)
        return True

    def close(self, code: int) -> None:
        if not self._closed:
            self._closed = True
            self._queue.put_nowait(code)

    async def _empty(self) -> None:
        while isinstance(entry := await self._queue.get(), Frame):
            await self._send({"type": "websocket.send", "text": entry.text})
            self._bytes -= len(entry.wire)
        await self._send({"type": "websocket.close", "code": entry})
