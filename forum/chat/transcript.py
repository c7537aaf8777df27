"""The text of a transcript: who said what and when, as Markdown that reads well and stays findable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from forum.threads.models import Attachment

from .models import Channel, Message

Files = Mapping[int, Sequence[Attachment]]
NO_FILES: Files = MappingProxyType({})
FENCES = ("```", "~~~")


def transcript_source(channel: Channel, lines: Sequence[Message], files: Files = NO_FILES) -> str:
    """One post of `lines`, which are in order: a turn for each author, days as headings, times of the maker's zone.
    `files` hang on the post, by the message that had them."""
    first = _("From the channel “%(channel)s” of %(community)s. Times are those of %(zone)s.") % {
        "channel": channel.name,
        "community": channel.community.name,
        "zone": timezone.get_current_timezone_name(),
    }
    parts = [f"*{_plain(first)}*"]
    for day, of_day in groupby(lines, key=lambda line: timezone.localtime(line.at).date()):
        parts.append(f"### {dateformat.format(day, 'j F Y')}")
        for _author, turn in groupby(of_day, key=lambda line: (line.by, line.author_id, line.agency_name)):
            parts += _turn(list(turn), files)
    return "\n\n".join(parts)


def _turn(lines: list[Message], files: Files) -> list[str]:
    first = lines[0]
    agency = f", {_plain(first.agency_name)}" if first.agency_name else ""
    clock = dateformat.format(timezone.localtime(first.at), "H:i")
    said = [part for line in lines for part in (_closed(line.source), *map(_file, files.get(line.pk, ()))) if part]
    return [f"**{_plain(first.by)}**{agency}, {clock}", *said]


def _file(file: Attachment) -> str:
    """A picture stands where it was shown; another file is named there, and hangs below the post."""
    return f"![{file.name}]({file.name})" if file.is_picture else f"*{_plain(file.name)}*"


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
