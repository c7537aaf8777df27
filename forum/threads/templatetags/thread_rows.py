"""Rows of threads in lists. Most rows of a list look the same to most of its readers, so they are kept once drawn."""

from datetime import timedelta
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name, localdate, now
from django.utils.translation import get_language

from ..rows import Row

register = template.Library()

# Some four megabytes. A template costs a row a third of a millisecond, which is most of a list of fifty.
KEPT = 4_096
HOUR = timedelta(hours=1)


@register.simple_tag
def thread_row(row: Row, heading: str = "h2", wide: bool = False) -> SafeString:
    """The component `thread_row.html` for `row`; drawn anew when the row, the language, the zone or the day differs."""
    return _drawn(row, heading, wide, get_language(), get_current_timezone_name(), _moment(row))


@lru_cache(maxsize=KEPT)
def _drawn(row: Row, heading: str, wide: bool, *_seen_in: object) -> SafeString:
    return render_to_string("components/thread_row.html", {"row": row, "heading": heading, "wide": wide})


def _moment(row: Row) -> int:
    """What the row's times are relative to: the minute within an hour of the last post, later the day."""
    at = now()
    return int(at.timestamp() // 60) if at - row.last_at < HOUR else localdate(at).toordinal()
