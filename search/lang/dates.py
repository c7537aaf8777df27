"""Days, months and years as they are typed, as spans of time in the reader's zone."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
FIRST, LAST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` on, up to but not with `end`."""

    start: datetime = FIRST
    end: datetime = LAST


def span_of(text: str) -> Span | None:
    """2026, 2026-06 or 2026-06-15 as a span; None for anything else."""
    found = _DATE.fullmatch(text)
    if found is None or int(found[1]) not in _YEARS:
        return None
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    try:
        first = date(year, month, day)
    except ValueError:
        return None
    if found[3]:
        after = first + timedelta(days=1)
    elif found[2]:
        after = (first + timedelta(days=31)).replace(day=1)
    else:
        after = date(year + 1, 1, 1)
    return Span(_midnight(first), _midnight(after))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), get_current_timezone())
