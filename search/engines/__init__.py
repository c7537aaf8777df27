"""The engines of search, one file each, all with the same promises; which one answers is a matter of settings."""

from functools import cache

from django.conf import settings

from .base import Engine
from .sqlite import SqliteEngine


@cache
def _sqlite(path: str) -> Engine:
    return SqliteEngine(path)


def engine() -> Engine:
    """The engine of this site."""
    return _sqlite(str(settings.SEARCH_SQLITE_PATH))
