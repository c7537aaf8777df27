"""A TCP line that breaks: it cuts, closes one half, hangs, and cuts after some bytes, as a seed decides."""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
from dataclasses import dataclass, field


@dataclass
class BadLine:
    """Forwards to `port`. Each connection gets a fate; with `is_calm` it is left alone. Counts what it broke."""

    port: int
    seed: int = 1
    longest: int = 12_000
    is_calm: bool = False
    broken: int = 0
    _pairs: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        # Clients that come before it starts wait in line.
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.address = self._socket.getsockname()[1]

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, sock=self._socket)

    async def stop(self) -> None:
        self._server.close()
        for pair in list(self._pairs):
            self._cut(*pair)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            writer.close()
            return
        pair = (writer, far_writer)
        self._pairs.add(pair)
        budget = self._random.randint(600, self.longest)
        fate = self._random.choice((self._cut, self._half_close, self._hang))
        down = asyncio.create_task(self._forward(far_reader, writer, pair, budget, fate))
        up = asyncio.create_task(self._forward(reader, far_writer, pair, budget, fate))
        await asyncio.gather(down, up)
        self._cut(*pair)
        self._pairs.discard(pair)

    async def _forward(self, reader, writer, pair, budget, fate) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            while data := await reader.read(4096):
                budget -= len(data)
                if budget < 0 and not self.is_calm:
                    # Only a part of what was read goes on: a frame is cut in the middle.
                    writer.write(data[: self._random.randint(0, len(data))])
                    self.broken += 1
                    await self._broken(fate, pair)
                    return
                writer.write(data)
                await writer.drain()
            writer.close()

    @staticmethod
    async def _broken(fate, pair) -> None:
        answer = fate(*pair)
        if answer is not None:
            await answer

    @staticmethod
    def _cut(near: asyncio.StreamWriter, far: asyncio.StreamWriter) -> None:
        for writer in (near, far):
            writer.transport.abort()

    def _half_close(self, near: asyncio.StreamWriter, far: asyncio.StreamWriter) -> None:
        far.write_eof()
        near.transport.abort()

    async def _hang(self, near: asyncio.StreamWriter, far: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.5)
        self._cut(near, far)
