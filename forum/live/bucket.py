"""How much one person may ask of the socket: a token bucket for each, in this process."""

import time
from collections.abc import Callable

# A person types a message a second at most; a page that comes back after a cut asks for a handful of topics at once.
CAPACITY = 240.0
PER_SECOND = 60.0


class Buckets:
    """A bucket for each user id: it holds 240 tokens and gains 60 a second."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._levels: dict[int, tuple[float, float]] = {}

    def take(self, user_id: int, cost: float) -> float:
        """Take `cost` tokens and answer 0; or take none and answer after how many seconds they will be there."""
        now = self._clock()
        level, at = self._levels.get(user_id, (CAPACITY, now))
        level = min(CAPACITY, level + (now - at) * PER_SECOND)
        if level < cost:
            self._levels[user_id] = (level, now)
            return (cost - level) / PER_SECOND
        self._levels[user_id] = (level - cost, now)
        return 0.0

    def forget_full(self) -> None:
        """Drop the buckets that have filled up again: they are as good as new ones."""
        now = self._clock()
        full = [user for user, (level, at) in self._levels.items() if level + (now - at) * PER_SECOND >= CAPACITY]
        for user in full:
            del self._levels[user]
