"""Django's Redis cache for a site that also answers while Redis is away: then it holds nothing and keeps nothing."""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache, RedisCacheClient

logger = logging.getLogger(__name__)

# A Redis that hangs costs a request this long, once; then nobody asks it for a while.
PATIENCE_SECONDS = 0.5
PAUSE_SECONDS = 2.0

# What an empty cache answers, by operation; "get" answers the default that it was given.
_EMPTY = {"add": False, "touch": False, "delete": False, "has_key": False, "clear": False, "get_many": {}}

_silent_until = 0.0


class PatientRedisCache(RedisCache):
    """Everything in it can be made anew, so a cache that is away is an empty one, and no page fails for it."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = PatientClient


class PatientClient:
    """Django's client of Redis, where a connection that fails is no error."""

    def __init__(self, servers: list[str], **options: Any) -> None:
        patience = {"socket_timeout": PATIENCE_SECONDS, "socket_connect_timeout": PATIENCE_SECONDS}
        self._client = RedisCacheClient(servers, **(patience | options))

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(_tried, getattr(self._client, name), _EMPTY.get(name))

    def get(self, key: str, default: Any) -> Any:
        return _tried(self._client.get, default, key, default)


def _tried(ask: Callable[..., Any], otherwise: Any, *args: Any) -> Any:
    global _silent_until
    if time.monotonic() < _silent_until:
        return otherwise
    try:
        return ask(*args)
    except (redis.ConnectionError, redis.TimeoutError):
        _silent_until = time.monotonic() + PAUSE_SECONDS
        logger.warning("The cache cannot reach Redis; what it would hold is made anew each time.")
        return otherwise
