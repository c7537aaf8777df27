"""How a ring reaches the hubs of other processes: by Redis, in the form that the channel layer's groups receive."""

import logging
import threading
import time

import redis
from channels.layers import get_channel_layer
from django.conf import settings

from .layer import group_of

logger = logging.getLogger(__name__)

# A Redis that is away must not slow down what people do.
_PATIENCE_SECONDS = 0.5
_PAUSE_SECONDS = 2.0


class RedisRinger:
    """Rings in every process that shares this Redis, in the form the channel layer's group receives."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(
            url, socket_timeout=_PATIENCE_SECONDS, socket_connect_timeout=_PATIENCE_SECONDS
        )
        self._prefix = settings.CHANNEL_LAYERS["default"]["CONFIG"]["prefix"]
        self._silent_until = 0.0
        self._lock = threading.Lock()

    def __call__(self, topic: str, head: int) -> None:
        if time.monotonic() < self._silent_until:
            return  # Its listeners look at the heads in the meantime.
        message = get_channel_layer().serialize({"type": "ring", "topic": topic, "head": head})
        try:
            self._redis.publish(f"{self._prefix}__group__{group_of(topic)}", message)
        except redis.RedisError:
            with self._lock:
                self._silent_until = time.monotonic() + _PAUSE_SECONDS
            logger.warning("The doorbell cannot reach Redis; live pages look by themselves every few seconds.")
