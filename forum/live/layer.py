"""This process's ear on the channel layer: one subscription for each topic that somebody here follows.

Without Redis there is no other process, and nothing to listen to. The layer may lose, double and delay what it
carries; it carries rings only.
"""

import asyncio
import logging
from collections.abc import Callable

from channels.layers import get_channel_layer
from django.conf import settings

from communities.doorbell import ACCESS

logger = logging.getLogger(__name__)

_RETRY_SECONDS = 2


def group_of(topic: str) -> str:
    """The channel layer's group of a topic."""
    return f"live.{topic.replace(':', '.')}"


class Subscription:
    """Keeps the layer's groups equal to the set of topics, and hands each ring to `ring(topic, head)`."""

    def __init__(self, ring: Callable[[str, int], None]) -> None:
        self._ring = ring
        self._wanted = {ACCESS}
        self._held: set[str] = set()
        self._changed = asyncio.Event()

    def add(self, topic: str) -> None:
        self._wanted.add(topic)
        self._changed.set()

    def discard(self, topic: str) -> None:
        self._wanted.discard(topic)
        self._changed.set()

    async def listen(self) -> None:
        """Run for as long as the process does; a layer that is away is tried again."""
        if not settings.REDIS_URL:
            return
        layer = get_channel_layer()
        while True:
            try:
                channel = await layer.new_channel()
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._keep_groups(layer, channel))
                    both.create_task(self._hear(layer, channel))
            except Exception:
                logger.warning("The channel layer is away; live pages look by themselves every few seconds.")
                self._held.clear()
                await asyncio.sleep(_RETRY_SECONDS)

    async def _keep_groups(self, layer: object, channel: str) -> None:
        while True:
            self._changed.clear()
            for topic in self._wanted - self._held:
                await layer.group_add(group_of(topic), channel)
                self._held.add(topic)
            for topic in self._held - self._wanted:
                await layer.group_discard(group_of(topic), channel)
                self._held.discard(topic)
            await self._changed.wait()

    async def _hear(self, layer: object, channel: str) -> None:
        while True:
            message = await layer.receive(channel)
            self._ring(message["topic"], message["head"])
