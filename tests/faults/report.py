"""From proofs to a table: on the terminal, and with the day and the machine in docs/reliability.md."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from .promises import PROMISES, Proof

DOC = Path(__file__).parents[2] / "docs" / "reliability.md"


def table(proofs: Iterable[Proof]) -> str:
    """A table in Markdown that a terminal shows well enough, too."""
    rows = ["| # | promise | what was run | figures | |", "|--:|---|---|---|---|"]
    by_promise = sorted(proofs, key=lambda proof: proof.promise)
    for number, promise in PROMISES.items():
        for at, proof in enumerate(each for each in by_promise if each.promise == number):
            first = f"{number} | {promise}" if at == 0 else " | "
            rows.append(f"| {first} | {proof.name} | {figures(proof)} | {proof.outcome} |")
    return "\n".join(rows)


def figures(proof: Proof) -> str:
    measured = [f"{name} {value}" for name, value in proof.figures.items()]
    return "; ".join([*measured, f"{proof.seconds:.0f} s"])


def machine() -> str:
    """The day and the machine, in words that say nothing of where it stands."""
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} processors ({cpu[1] if cpu else platform.machine()}), "
        f"{int(memory[1]) // 1024**2} GiB, Python {platform.python_version()}, load {load} at the end"
    )


def written(proofs: Iterable[Proof], text: str) -> str:
    """The page with this run in the place of the last one of the same promises; the others' stay."""
    proofs = list(proofs)
    for number in sorted({proof.promise for proof in proofs}):
        lines = [f"- {each.name}: {figures(each)}: **{each.outcome}**" for each in proofs if each.promise == number]
        head, _, rest = text.partition(f"<!-- {number} -->\n")
        _last, end, tail = rest.partition(f"<!-- /{number} -->")
        text = "\n".join([f"{head}<!-- {number} -->", *lines, f"- {machine()}", f"{end}{tail}"])
    return text


def write_down(proofs: Iterable[Proof]) -> None:
    """Put this run into docs/reliability.md."""
    DOC.write_text(written(proofs, DOC.read_text()))
