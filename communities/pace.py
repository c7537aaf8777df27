"""How fast one person may act: a token bucket for each, in this process, for the socket and for forms alike."""

import time
from collections.abc import Callable
from math import ceil
from threading import Lock

from django.utils.translation import ngettext

from .refusal import Refused

# A person types a message a second at most; a page that comes back after a cut asks for a handful of topics at once.
CAPACITY = 240.0
PER_SECOND = 60.0
# What doing something takes. Reading takes less: see where it is asked for.
ACT = 2.0


class Buckets:
    """A bucket for each user id: it holds 240 tokens and gains 60 a second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._levels: dict[int, tuple[float, float]] = {}
        # Forms come on threads of their own, sockets on the loop's.
        self._lock = Lock()

    def take(self, user_id: int, cost: float) -> float:
        """Take `cost` tokens and answer 0; or take none and answer after how many seconds they will be there."""
        with self._lock:
            now = self._clock()
            level, at = self._levels.get(user_id, (CAPACITY, now))
            level = min(CAPACITY, level + (now - at) * PER_SECOND)
            is_enough = level >= cost
            self._levels[user_id] = (level - cost if is_enough else level, now)
        return 0.0 if is_enough else (cost - level) / PER_SECOND

    def forget_full(self) -> None:
        """Drop the buckets that have filled up again: they are as good as new ones."""
        with self._lock:
            now = self._clock()
            self._levels = {
                user: (level, at)
                for user, (level, at) in self._levels.items()
                if level + (now - at) * PER_SECOND < CAPACITY
            }


BUCKETS = Buckets()


def pay(user_id: int, cost: float = ACT) -> None:
    """Take `cost` from the bucket of a person. Raises Refused("too_fast", 429) when it does not hold as much."""
    if wait := BUCKETS.take(user_id, cost):
        seconds = ceil(wait)
        message = ngettext(
            "That was too fast. Try again in %(seconds)d second.",
            "That was too fast. Try again in %(seconds)d seconds.",
            seconds,
        )
        raise Refused("too_fast", message % {"seconds": seconds}, status=429, retry_after=seconds)
