"""All sockets of this process: which topics they follow, the bell for these, heartbeats, and rights that end."""

import asyncio
import itertools
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator

from django.conf import settings

from communities import pace, topics
from communities.doorbell import ACCESS, NARROWED

from . import pool
from .feed import Feed
from .frames import Frame, frame
from .layer import Subscription
from .places import Place
from .seats import standing
from .socket import SIGNED_OUT, Socket

logger = logging.getLogger(__name__)

# Even when every ring is lost, a message arrives within these seconds.
LOOK_SECONDS = 3
# Even when every event about rights is lost, a right ends within these.
RECHECK_SECONDS = 30
# How soon a question about rights that failed is asked again.
RETRY_SECONDS = 1


class Hub:
    """Lives on one event loop; made by the first socket there."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._sockets: dict[Socket, None] = {}
        self._feeds: dict[str, Feed] = {}
        self._layer = Subscription(self.ring)
        self._tasks = [
            self.loop.create_task(self._layer.listen()),
            self.loop.create_task(self._every(LOOK_SECONDS, self._look_at_heads)),
            self.loop.create_task(self._every(settings.HEARTBEAT_SECONDS, self._beat)),
            self.loop.create_task(self._every(1, self._recheck_some)),
        ]
        self._rechecks: set[asyncio.Task] = set()
        # What was read under an older version than this may be more than its reader is allowed by now.
        self.rights_version = 0

    # Sockets and what they follow

    def add(self, socket: Socket, rights_version: int) -> None:
        """Take in a socket whose seat was looked up under this version of rights."""
        self._sockets[socket] = None
        if rights_version != self.rights_version:
            self._start(self._recheck([socket]))

    def remove(self, socket: Socket) -> None:
        self._sockets.pop(socket, None)
        for place in list(socket.places):
            self.leave(socket, place)

    def feed(self, place: Place) -> Feed:
        """The feed of this place, made when nobody here has followed it so far."""
        if place.name not in self._feeds:
            self._feeds[place.name] = Feed(place)
            self._layer.add(place.name)
        return self._feeds[place.name]

    def join(self, socket: Socket, place: Place) -> None:
        """From now on `socket` gets every frame of `place`."""
        if socket in self._sockets:
            socket.places.add(place)
            self.feed(place).sockets.add(socket)

    def leave(self, socket: Socket, place: Place) -> None:
        socket.places.discard(place)
        if feed := self._feeds.get(place.name):
            feed.sockets.discard(socket)
            self.forget_if_empty(feed)

    def forget_if_empty(self, feed: Feed) -> None:
        """A topic that nobody here follows is neither subscribed to nor looked at."""
        if not feed.sockets and self._feeds.get(feed.place.name) is feed:
            del self._feeds[feed.place.name]
            self._layer.discard(feed.place.name)

    # The bell

    def ring(self, name: str, head: int) -> None:
        """Called on the loop for each ring in this process and from others."""
        feed = self._feeds.get(name)
        if name == ACCESS:
            self.rights_version += 1
            self._start(self._recheck([each for each in self._sockets if head in (0, each.seat.user_id)]))
        elif feed and head == NARROWED:
            self.rights_version += 1
            feed.hold()
            self._start(self._narrow(feed))
        elif feed:
            feed.ring(head)

    async def _look_at_heads(self) -> None:
        by_kind: dict[str, dict[int, Feed]] = {}
        for feed in self._feeds.values():
            by_kind.setdefault(feed.place.topic.kind, {})[feed.place.key] = feed
        for kind, feeds in by_kind.items():
            heads = await pool.run(topics.topic(kind).heads, list(feeds))
            for key, head in heads.items():
                feeds[key].ring(head)

    async def _beat(self) -> None:
        beats: dict[frozenset[str], Frame] = {}
        for socket in list(self._sockets):
            names = frozenset(place.name for place in socket.places)
            if names not in beats:
                beats[names] = frame({"ev": "heads", "topics": self._heads(socket)})
            socket.write(beats[names])
        pace.BUCKETS.forget_full()

    def _heads(self, socket: Socket) -> dict[str, int]:
        return {place.wire: self._feeds[place.name].head for place in socket.places if place.name in self._feeds}

    # Rights that end

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = self.loop.create_task(work)
        self._rechecks.add(task)
        task.add_done_callback(self._rechecks.discard)

    async def _narrow(self, feed: Feed) -> None:
        """What happens in a place that fewer may read now is held until they alone are left.

        While the database cannot say who they are, nobody hears anything: late is better than too far."""
        while not await self._is_rechecked(list(feed.sockets)):
            await asyncio.sleep(RETRY_SECONDS)
        feed.release()

    async def _is_rechecked(self, sockets: Iterable[Socket]) -> bool:
        try:
            await self._recheck(sockets)
        except Exception:
            logger.exception("Asking who may still read failed.")
            return False
        return True

    async def _recheck_some(self) -> None:
        """A thirtieth of the sockets each second, those first that were longest not looked at."""
        share = -(-len(self._sockets) // RECHECK_SECONDS)
        due = list(itertools.islice(self._sockets, share))
        for socket in due:
            self._sockets[socket] = self._sockets.pop(socket)
        await self._recheck(due)

    async def _recheck(self, sockets: Iterable[Socket]) -> None:
        for socket in sockets:
            lost = await pool.run(standing, socket.seat, tuple(socket.places))
            if lost is None:
                self.remove(socket)
                socket.line.close(SIGNED_OUT)
            for place in lost or ():
                if feed := self._feeds.get(place.name):
                    feed.withdraw(socket)
                self.leave(socket, place)

    async def _every(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await work()
            except Exception:
                # A database that is away for a moment must not end the heartbeat.
                logger.exception("The live hub's periodic work failed.")


_hubs: dict[asyncio.AbstractEventLoop, Hub] = {}


def hub() -> Hub:
    """The hub of the running loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


def open_hubs() -> Iterator[Hub]:
    """The hubs of this process: one in a server, none elsewhere."""
    return (hub for hub in list(_hubs.values()) if not hub.loop.is_closed())
