"""The parent's side of reading a file: it starts the child, waits no longer than it likes, and believes little."""

import json
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO

from . import limits, packages, texts
from .passages import Page

ENDINGS = frozenset({"pdf", *packages.KINDS, *texts.KINDS})
ROOT = Path(__file__).resolve().parents[2]


class Reading:
    """One file that is being read by a child. Use it as a context, so that no child outlives its use."""

    def __init__(self, file: BinaryIO, ending: str) -> None:
        self._files = ExitStack()
        # Files and no pipes: neither side can then wait for the other.
        self._input, self._output = (self._files.enter_context(_unnamed()) for _ in range(2))
        copyfileobj(file, self._input)
        self._input.seek(0)
        self._ends_at = time.monotonic() + limits.WALL_SECONDS
        self._child = subprocess.Popen(  # noqa: S603 - a module of ours; the ending is one of ENDINGS.
            [sys.executable, "-m", "search.extract", ending],
            stdin=self._input,
            stdout=self._output,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={"LANG": "C.UTF-8"},
        )

    def is_over(self, seconds: float) -> bool:
        """Wait for `seconds` at most. A child that had its time is ended."""
        try:
            self._child.wait(max(0.0, min(seconds, self._ends_at - time.monotonic())))
        except subprocess.TimeoutExpired:
            if time.monotonic() < self._ends_at:
                return False
            self._child.kill()
            self._child.wait()
        return True

    def passages(self) -> list[Page]:
        """What the file says; nothing for one that could not be read. Ask when it is over."""
        try:
            return [(number, str(text)) for number, text in self._told["passages"][: limits.PASSAGES]]
        except (ValueError, TypeError, KeyError):
            return []

    @property
    def page_count(self) -> int:
        """How many pages it has; 0 for a file that has none or could not be read. Ask when it is over."""
        try:
            return max(0, int(self._told["pages"]))
        except (ValueError, TypeError, KeyError):
            return 0

    @cached_property
    def _told(self) -> Any:
        self._output.seek(0)
        return json.loads(self._output.read(limits.WRITTEN)) if self._child.returncode == 0 else None

    def close(self) -> None:
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait()
        self._files.close()

    def __enter__(self) -> "Reading":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _unnamed() -> BinaryIO:
    return tempfile.TemporaryFile()


def read(file: BinaryIO, ending: str) -> list[Page]:
    """The passages of a file, however long it takes within the limits."""
    with Reading(file, ending) as reading:
        while not reading.is_over(limits.WALL_SECONDS):
            pass
        return reading.passages()
