"""One topic in this process: who reads it here, how far they are, and the frames that take them on."""

import asyncio
import logging

from communities.topics import Item

from . import pool
from .frames import frame, page
from .places import Place
from .socket import Socket

logger = logging.getLogger(__name__)

PAGE = 100
# What is said within these few milliseconds leaves as one frame.
GATHER_SECONDS = 0.004
# A state is told anew at each change: who comes and goes, who types. More often than this nobody can follow.
STATE_SECONDS = 0.2


class Feed:
    """The sockets that follow one place. All but the database is done on the loop, so nothing here needs a lock."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.sockets: set[Socket] = set()
        self.head: int | None = None  # The last seq that was written to every socket here; unknown at first.
        self._wanted = 0
        self._holds = 0
        self._task: asyncio.Task | None = None

    def ring(self, head: int) -> None:
        """Somebody says that the topic has come to `head`."""
        self._wanted = max(self._wanted, head)
        self._wake()

    def start_at(self, head: int) -> None:
        """The first reader has read up to `head`: from there on everybody gets the same."""
        if self.head is None:
            self.head = head
            self._wake()

    def hold(self) -> None:
        """Send nothing until `release`: who may still read this is being looked up."""
        self._holds += 1

    def release(self) -> None:
        self._holds -= 1
        self._wake()

    @property
    def _is_behind(self) -> bool:
        return not self._holds and self.head is not None and self._wanted > self.head

    def _wake(self) -> None:
        if self._task is None and self._is_behind:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        try:
            await asyncio.sleep(STATE_SECONDS if self.place.topic.is_state else GATHER_SECONDS)
            while self.sockets and self._is_behind:
                await self._advance()
        except Exception:
            # The next ring, or the next look at the heads, tries again.
            logger.exception("Reading the live topic %s failed.", self.place.name)
        finally:
            self._task = None

    async def _advance(self) -> None:
        wanted = self._wanted
        items = await pool.run(self.place.topic.items, self.place.key, self.head, PAGE)
        if self._holds:
            return
        if items:
            self._deliver(items)
        elif wanted == self._wanted:
            self._wanted = self.head  # Nothing is there, whatever the ring said.

    def _deliver(self, items: list[Item]) -> None:
        while items:
            events, fitting = page("events", self.place.wire, items)
            late = [socket for socket in self.sockets if not socket.line.write(events)]
            for socket in late:
                socket.drop_as_too_slow()
            self.head = items[fitting - 1]["seq"]
            items = items[fitting:]

    def withdraw(self, socket: Socket) -> None:
        """Tell `socket`, as the last thing it hears of this topic, that it may not read it any more."""
        if socket in self.sockets:
            self.sockets.discard(socket)
            socket.write(frame({"ev": "withdrawn", "topic": self.place.wire}))
