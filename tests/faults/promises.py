"""What the live chat promises, and how each proof of it went; the tests beside this file are the proofs."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from .services import Stack

PROMISES = {
    1: "Through a line that keeps breaking, nothing is lost, doubled or out of order on any screen",
    2: "`kill -9` of a server, the relay, Redis or PostgreSQL loses nothing that was acknowledged, and doubles nothing",
    3: "Many writers in two processes: the numbers of a channel have no gap and follow the commits",
    4: "After a cut, 500 missed lines are there within 0.5 s (p95); a dead peer is noticed within 35 s",
    5: "Without Redis no page and no message fails; what is said arrives within 5 s",
    6: "Two servers behind nginx restart one after the other: nothing is lost, and nobody sees an error",
    7: "A right that ends closes or narrows the socket within 1 s, 30 s when the event is lost; not a frame after",
    8: "Clients that never read are dropped with 4408; the process stays below 200 MiB, and others notice nothing",
    9: "Broken frames, handshakes and origins are answered or dropped, and others notice nothing",
    10: "The tests of chat and sockets pass with doorbells that get lost (20 %), come twice (5 %) and late",
    11: "A state and the events since make the same page as a fresh load, for every kind of event",
}


@dataclass
class Proof:
    """How one test went, and what it measured."""

    promise: int
    name: str
    figures: dict[str, str] = field(default_factory=dict)
    is_kept: bool = False
    is_broken: bool = False
    seconds: float = 0.0

    @property
    def outcome(self) -> str:
        return "kept" if self.is_kept and not self.is_broken else "broken"


class Recorder:
    """A pytest plugin that gives tests the size and the services of this run, and keeps what they noted."""

    NAME = "interlocal-faults"

    def __init__(self, *, is_full: bool, stack: Stack | None, only: frozenset[int]) -> None:
        self.__name__ = self.NAME  # What pytest registers it by.
        self.is_full, self.stack, self.only = is_full, stack, only
        self.proofs: dict[str, Proof] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        wanted = []
        for item in items:
            mark = item.get_closest_marker("promise")
            if mark and (not self.only or mark.args[0] in self.only):
                wanted.append(item)
                self.proofs[item.nodeid] = Proof(mark.args[0], item.name.removeprefix("test_").replace("_", " "))
        items[:] = wanted

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        proof = self.proofs[report.nodeid]
        proof.seconds += report.duration
        proof.is_kept |= report.when == "call" and report.passed
        proof.is_broken |= report.failed
        proof.figures |= {name: str(value) for name, value in report.user_properties}
