"""A crowd of WebSocket clients on one thread that listen, and now and then one that speaks.

One epoll and raw sockets: a client library would cost more than the server that is measured. A delivery is a message
that a client got; each is told by the `client_id` in it, and so is how long it took.
"""

import json
import re
import select
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

_ID = re.compile(rb'"client_id":\s?"([0-9a-f-]{36})"')
_PING, _CLOSE = 0x9, 0x8


@dataclass
class Heard:
    """What a crowd got: messages delivered, frames that brought them, bytes, and seconds from saying to hearing."""

    deliveries: int = 0
    frames: int = 0
    bytes: int = 0
    seconds: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        ordered = sorted(self.seconds) or [0.0]
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Crowd:
    """Clients of one site, dealt out to the ports of its servers in turn. `greet` gives what a client sends first, and
    what the awaited answer contains."""

    def __init__(
        self,
        ports: Sequence[int],
        path: str,
        cookie: Callable[[int], str],
        greet: Callable[[int], tuple[dict | None, bytes]],
    ) -> None:
        self._ports, self._path, self._cookie, self._greet = ports, path, cookie, greet
        self._poll = select.epoll()
        self._sockets: dict[int, socket.socket] = {}
        self._rest: dict[int, bytes] = {}
        self._sent: dict[bytes, float] = {}
        self.heard = Heard()

    def __len__(self) -> int:
        return len(self._sockets)

    def grow(self, count: int) -> None:
        """Open clients until there are `count`, each up to the answer to its greeting."""
        for number in range(len(self), count):
            port = self._ports[number % len(self._ports)]
            line = socket.create_connection(("127.0.0.1", port), timeout=30)
            line.sendall(
                f"GET {self._path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
                "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
                f"Cookie: {self._cookie(number)}\r\n\r\n".encode()
            )
            first, awaited = self._greet(number)
            got = b""
            while b"\r\n\r\n" not in got:
                got += line.recv(65_536) or _gone()
            if first:
                line.sendall(masked(first))
            rest = _after(line, got.partition(b"\r\n\r\n")[2], awaited)
            line.setblocking(False)
            self._sockets[line.fileno()] = line
            self._rest[line.fileno()] = rest
            self._poll.register(line, select.EPOLLIN)
            if number % 50 == 49:  # Those who are in already are asked whether they still live.
                self.listen(0.01)

    def say(self, speaker: int, message: Callable[[str], dict]) -> None:
        """Let a client send the message that is made for a new client id."""
        name = str(uuid4())
        self._sent[name.encode()] = time.perf_counter()
        list(self._sockets.values())[speaker].send(masked(message(name)))

    def listen(self, seconds: float, until: int | None = None) -> None:
        """Take in what comes for so long, or until so many deliveries were heard in all."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0 and (until is None or self.heard.deliveries < until):
            for number, _ in self._poll.poll(left):
                self._read(number)

    def close(self) -> None:
        for line in self._sockets.values():
            line.close()
        self._poll.close()

    def _read(self, number: int) -> None:
        line = self._sockets[number]
        data = self._rest[number] + (line.recv(262_144) or _gone())
        now = time.perf_counter()
        while (found := _frame(data)) is not None:
            kind, payload, data = found
            if kind == _PING:
                line.send(bytes((0x8A, 0x80 | len(payload))) + bytes(4) + payload)
            elif kind == _CLOSE:
                raise ConnectionError(f"The server closed a socket: {payload!r}")
            elif b'"html"' in payload and (names := _ID.findall(payload)):  # An acknowledgement brings no text.
                self._count(names, now, len(payload))
        self._rest[number] = data

    def _count(self, names: list[bytes], now: float, size: int) -> None:
        mine = [self._sent[name] for name in names if name in self._sent]
        self.heard.deliveries += len(mine)
        self.heard.frames += bool(mine)
        self.heard.bytes += size
        self.heard.seconds += [now - at for at in mine]


def masked(message: dict) -> bytes:
    """A message as a client's text frame (RFC 6455, 5.2); the mask is all zeros, which leaves the payload as it is."""
    payload = json.dumps(message).encode()
    size = len(payload)
    head = bytes((0x81, 0x80 | size)) if size < 126 else bytes((0x81, 0xFE)) + size.to_bytes(2, "big")
    return head + bytes(4) + payload


def _frame(data: bytes) -> tuple[int, bytes, bytes] | None:
    """The first frame in `data`: its kind, its payload, what follows. None while it is not whole."""
    if len(data) < 2:
        return None
    size, start = data[1] & 0x7F, 2
    if size == 126:
        size, start = int.from_bytes(data[2:4], "big"), 4
    elif size == 127:
        size, start = int.from_bytes(data[2:10], "big"), 10
    if len(data) < start + size:
        return None
    return data[0] & 0x0F, data[start : start + size], data[start + size :]


def _after(line: socket.socket, data: bytes, awaited: bytes) -> bytes:
    """What follows the first frame that contains `awaited`; it may be the beginning of the next one."""
    while True:
        while (found := _frame(data)) is None:
            data += line.recv(65_536) or _gone()
        _, payload, data = found
        if awaited in payload:
            return data


def _gone() -> bytes:
    raise ConnectionError("The server ended a connection.")
