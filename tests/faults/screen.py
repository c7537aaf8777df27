"""A client that keeps the rules of the protocol, as the page's script does, and notes what its screen shows."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.conf import settings
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException


@dataclass
class Topic:
    """What one screen has of one topic."""

    last: int = 0
    known: int = 0
    asks: bool = False
    shown: list[dict] = field(default_factory=list)


class Screen:
    """Reconnects for ever, resumes, asks for what is missing, and says each line of its outbox until it is known."""

    def __init__(self, url: str, session: str, topics: list[str], **options: Any) -> None:
        self.url, self.cookie = url, f"{settings.SESSION_COOKIE_NAME}={session}"
        self.options = {"open_timeout": 3, "ping_interval": None, "close_timeout": 0.5, "proxy": None} | options
        self.topics = {topic: Topic() for topic in topics}
        self.outbox: deque[dict] = deque()
        self.acknowledged: dict[str, dict] = {}
        self.connections = 0
        self._more = asyncio.Event()

    def write(self, topic: str, source: str) -> None:
        self.outbox.append({"op": "say", "topic": topic, "client_id": str(uuid4()), "source": source})
        self._more.set()

    async def run(self) -> None:
        while True:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError, EOFError):
                await self._connected()
            await asyncio.sleep(0.05)

    async def _connected(self) -> None:
        headers = {"Cookie": self.cookie}
        async with connect(self.url, additional_headers=headers, **self.options) as line:
            self.connections += 1
            sending = asyncio.create_task(self._send(line))
            try:
                while True:
                    # The heartbeat of these tests; silence means that the line hangs.
                    await self._hear(line, json.loads(await asyncio.wait_for(line.recv(), 4)))
            finally:
                sending.cancel()

    async def _send(self, line: ClientConnection) -> None:
        with contextlib.suppress(OSError, WebSocketException):
            while True:
                self._answered = asyncio.Event()
                if self.outbox:
                    await line.send(json.dumps(self.outbox[0]))
                    await self._answered.wait()
                else:
                    self._more.clear()
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(self._more.wait(), 1)
                    if not self.outbox:
                        await line.send('{"op":"ping"}')

    async def _hear(self, line: ClientConnection, frame: dict) -> None:
        match frame["ev"]:
            case "hello":
                for name, topic in self.topics.items():
                    topic.asks = True
                    await line.send(json.dumps({"op": "open", "topic": name, "after": topic.last}))
            case "opened" | "events":
                await self._take(line, frame)
            case "heads":
                for name, head in frame["topics"].items():
                    await self._catch_up(line, name, head)
            case "ack":
                self._note(frame)
            case "refused":
                await self._refused(frame)

    async def _take(self, line: ClientConnection, frame: dict) -> None:
        topic = self.topics[frame["topic"]]
        items = frame["items"]
        if frame["ev"] == "opened" or not items or items[0]["seq"] <= topic.last + 1:
            topic.asks = False
        for item in items:
            if item["seq"] == topic.last + 1:
                topic.last = item["seq"]
                topic.shown.append(item)
        await self._catch_up(line, frame["topic"], frame["head"])

    async def _catch_up(self, line: ClientConnection, name: str, head: int) -> None:
        topic = self.topics[name]
        topic.known = max(topic.known, head)
        if topic.known > topic.last and not topic.asks:
            topic.asks = True
            await line.send(json.dumps({"op": "sync", "topic": name, "after": topic.last}))

    def _note(self, ack: dict) -> None:
        self.acknowledged[ack["client_id"]] = ack
        if self.outbox and self.outbox[0]["client_id"] == ack["client_id"]:
            self.outbox.popleft()
            self._answered.set()

    async def _refused(self, frame: dict) -> None:
        assert frame["code"] in ("too_fast", "failed"), frame
        await asyncio.sleep(frame["retry_after"])
        self._answered.set()
