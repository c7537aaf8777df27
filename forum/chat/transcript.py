"""The text of a transcript: who said what and when, as Markdown that reads well and stays findable."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from .models import Channel, Message

FENCES = ("```", "~~~")


def transcript_source(channel: Channel, lines: Sequence[Message]) -> str:
    """One post of `lines`, which are in order: a turn for each author, days as headings, times of the maker's zone."""
    first = _("From the channel “%(channel)s” of %(community)s. Times are those of %(zone)s.") % {
        "channel": channel.name,
        "community": channel.community.name,
        "zone": timezone.get_current_timezone_name(),
    }
    parts = [f"*{_plain(first)}*"]
    for day, of_day in groupby(lines, key=lambda line: timezone.localtime(line.at).date()):
        parts.append(f"### {dateformat.format(day, 'j F Y')}")
        for _author, turn in groupby(of_day, key=lambda line: (line.by, line.author_id, line.agency_name)):
            parts += _turn(list(turn))
    return "\n\n".join(parts)


def _turn(lines: list[Message]) -> list[str]:
    first = lines[0]
    agency = f", {_plain(first.agency_name)}" if first.agency_name else ""
    clock = dateformat.format(timezone.localtime(first.at), "H:i")
    return [f"**{_plain(first.by)}**{agency}, {clock}", *(_closed(line.source) for line in lines)]


def _plain(text: str) -> str:
    """`text` without a meaning in Markdown."""
    return "".join(f"\\{letter}" if letter in r"\`*_[]<>#|~@!" else letter for letter in text)


def _closed(source: str) -> str:
    """A message whose code block was left open must not swallow the next one's words."""
    opened = ""
    for line in source.splitlines():
        mark = line.strip()[:3]
        if mark in FENCES and (not opened or mark == opened):
            opened = "" if opened else mark
    return f"{source}\n{opened}" if opened else source
