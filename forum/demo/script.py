"""Reads the demo's conversations from their text files into plain values. Knows no database.

A thread: `## title`, then `kind | tags | when | who`, its text, and posts headed `--- who after [answer]`.
A channel: `# name | purpose`, then lines `when who: text`. `when` is days ago and a time of day ("21d 07:48"),
`after` the time since the post before ("84m", "3h", "2d")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class Line:
    """A post or a chat message: who, when, and what."""

    who: str
    at: datetime
    text: str
    is_answer: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """A thread of a community."""

    title: str
    kind: str
    tags: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """A chat channel of a community."""

    name: str
    purpose: str
    lines: tuple[Line, ...]


def conversations(path: Path, today: datetime) -> Iterator[Conversation]:
    """The threads of one file. `today` is the midnight that "days ago" counts from."""
    for block in re.split(r"^## ", path.read_text(), flags=re.MULTILINE)[1:]:
        title, head, text = block.split("\n", 2)
        kind, tags, when, who = (part.strip() for part in head.split("|"))
        first, *rest = re.split(r"^--- (.+)\n", text, flags=re.MULTILINE)
        at = moment(when, today)
        lines = [Line(who, at, first.strip())]
        for post_head, post_text in zip(rest[::2], rest[1::2], strict=True):
            author, after, *mark = post_head.split()
            at += duration(after)
            lines.append(Line(author, at, post_text.strip(), is_answer="answer" in mark))
        yield Conversation(title.strip(), kind, tuple(tag.strip() for tag in tags.split(",")), tuple(lines))


def streams(path: Path, today: datetime) -> Iterator[Stream]:
    """The channels of one file."""
    for block in re.split(r"^# ", path.read_text(), flags=re.MULTILINE)[1:]:
        head, *lines = block.strip().split("\n")
        name, purpose = (part.strip() for part in head.split("|"))
        yield Stream(name, purpose, tuple(_spoken(line, today) for line in lines if line.strip()))


def moment(when: str, today: datetime) -> datetime:
    """ "21d 07:48" as a time: 21 days before `today`, at 07:48."""
    days, clock = when.split()
    hour, minute = clock.split(":")
    return today - timedelta(days=int(days.removesuffix("d"))) + timedelta(hours=int(hour), minutes=int(minute))


def duration(after: str) -> timedelta:
    """ "84m", "3h" or "2d" as a time span."""
    return timedelta(**{UNITS[after[-1]]: int(after[:-1])})


def _spoken(line: str, today: datetime) -> Line:
    days, clock, rest = line.split(" ", 2)
    who, text = rest.split(": ", 1)
    return Line(who, moment(f"{days} {clock}", today), text)
