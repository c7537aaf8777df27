"""Times as people say them, in the reader's own zone and language, relative to one moment."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import dateformat, timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from forum.markup import trusted


class Clock:
    """The reader's zone and language, and the moment that all is relative to: read once for all times of a list."""

    def __init__(self) -> None:
        self.zone = timezone.get_current_timezone()
        self.language = get_language()
        self.now = timezone.now()
        self.today = self.now.astimezone(self.zone).date()

    def day(self, value: datetime | date) -> str:
        """`today`, `yesterday`, `3 Nov`, or `3 Nov 2025` when the year is another one."""
        day = self._local(value).date() if isinstance(value, datetime) else value
        if day == self.today:
            return gettext("today")
        if day == self.today - timedelta(days=1):
            return gettext("yesterday")
        return _written(day, "j M" if day.year == self.today.year else "j M Y", self.language)

    def when(self, value: datetime) -> str:
        """`today 08:31`, `yesterday 16:05`, `3 Nov, 07:48`."""
        name, time = self.day(value), self._time(value)
        return f"{name}, {time}" if name[:1].isdigit() else f"{name} {time}"

    def lately(self, value: datetime) -> str:
        """For rows: `20 min ago`, `08:10`, `yesterday`, `20 Nov`."""
        minutes = int((self.now - value).total_seconds() // 60)
        if 0 <= minutes < 1:
            return gettext("just now")
        if 0 < minutes < 60:
            return gettext("%d min ago") % minutes
        return self._time(value) if self._local(value).date() == self.today else self.day(value)

    def month(self, value: datetime | date) -> str:
        """`Mar 2026`, on one line."""
        return _written(self._local(value).date() if isinstance(value, datetime) else value, "M\xa0Y", self.language)

    def element(self, value: datetime, style: str = "when") -> SafeString:
        """A `time` element. Styles: when, day, lately, month; `When` begins with a capital letter."""
        text = getattr(self, style.lower())(value)
        text = capfirst(text) if style[0].isupper() else text
        return trusted(f'<time datetime="{value.isoformat(timespec="minutes")}">{escape(text)}</time>')

    def _local(self, value: datetime) -> datetime:
        return value.astimezone(self.zone) if timezone.is_aware(value) else value

    def _time(self, value: datetime) -> str:
        return self._local(value).strftime("%H:%M")


@lru_cache(maxsize=4_096)
def _written(day: date, style: str, _language: str | None) -> str:
    """Django's formatting, whose names of months are the language's: the days that lists show are few."""
    return dateformat.format(day, style)
