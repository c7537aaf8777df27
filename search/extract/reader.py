"""Reading files one after the other, a little in each round of the clock, so that a slow one delays nothing else."""

import time
from collections.abc import Callable

from .running import Reading

# Of each round of the clock, so that a slow file keeps nothing waiting that is to be delivered.
SECONDS = 0.4

Begun = tuple[int, Reading]


class Reader:
    """Reads files while it is called. One that takes longer is looked after in the next call.

    `begin()` answers the next file, its id and its reading, or None when none waits; `keep(id, reading)` is given what
    a file says."""

    def __init__(self, begin: Callable[[], Begun | None], keep: Callable[[int, Reading], None]) -> None:
        self._begin, self._keep = begin, keep
        self._current: Begun | None = None

    def read_on(self, seconds: float = SECONDS) -> None:
        """Go on with the file at hand, then with the next ones, for about so long."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self._has_one():
            pk, reading = self._current
            if not reading.is_over(until - time.monotonic()):
                return
            with reading:
                self._current = None
                self._keep(pk, reading)

    def _has_one(self) -> bool:
        self._current = self._current or self._begin()
        return self._current is not None
