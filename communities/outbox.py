"""The registries of the relay: the sinks that hear of activities, and the jobs that its clock runs.

Apps fill them in `AppConfig.ready()`. A sink is handed deliveries at least once, in order per subject; it is idempotent
and builds from the database as it is then, never from the activity's payload alone."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from .models import Delivery


class Sink(Protocol):
    """Something that wants to hear of some kinds of activity."""

    name: str

    def wants(self, kind: str) -> bool:
        """True when activities of `kind` are to be delivered here."""

    def deliver(self, batch: Sequence[Delivery]) -> None:
        """Deal with at most 200 deliveries, ordered by id, each with its `activity` joined. Raise to get them again."""


@dataclass(frozen=True, slots=True)
class ClockJob:
    """A job that the relay runs again and again: often enough, in one process at a time, and idempotent."""

    name: str
    every: timedelta
    run: Callable[[], None]


_sinks: dict[str, Sink] = {}
_jobs: dict[str, ClockJob] = {}
_bell = threading.Event()


def register_sink(sink: Sink) -> None:
    """Make `sink` hear of what it wants. A second one of the same name takes the first one's place."""
    _sinks[sink.name] = sink


def sinks_for(kind: str) -> list[Sink]:
    return [sink for sink in _sinks.values() if sink.wants(kind)]


def sink_named(name: str) -> Sink | None:
    return _sinks.get(name)


def register_clock(name: str, every: timedelta, run: Callable[[], None]) -> None:
    """Let the relay run `run` about every `every`."""
    _jobs[name] = ClockJob(name, every, run)


def clock_jobs() -> list[ClockJob]:
    return list(_jobs.values())


def wake() -> None:
    """Tell the relay of this process that something is due. A relay elsewhere looks by itself every second."""
    _bell.set()


def wait(seconds: float) -> bool:
    """Return True when woken, or False after `seconds`."""
    is_woken = _bell.wait(seconds)
    _bell.clear()
    return is_woken
