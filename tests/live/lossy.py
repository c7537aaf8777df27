"""Doorbells of a bad channel layer: a fifth of the rings is lost, one in twenty comes twice, all come late.

`INTERLOCAL_LOSSY=1 pytest tests/live tests/chat tests/faults` runs everything that is live on it.
"""

import os
import random
import threading
from collections.abc import Callable

from communities import doorbell

IS_LOSSY = os.environ.get("INTERLOCAL_LOSSY") == "1"
LOST, TWICE, LATEST = 0.2, 0.05, 0.05


class LossyRinger:
    """A ringer that passes on what it is told to another one, badly."""

    def __init__(self, ringer: Callable[[str, int], None], seed: int = 1) -> None:
        self._ringer, self._random = ringer, random.Random(seed)

    def __call__(self, topic: str, head: int) -> None:
        if self._random.random() < LOST:
            return
        for _ in range(2 if self._random.random() < TWICE else 1):
            timer = threading.Timer(self._random.uniform(0, LATEST), self._ringer, [topic, head])
            timer.daemon = True
            timer.start()


def make_lossy() -> None:
    """From now on every doorbell of this process is lossy."""
    doorbell._ringers[:] = [each if isinstance(each, LossyRinger) else LossyRinger(each) for each in doorbell._ringers]
