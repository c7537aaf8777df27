"""The engines of search, one file each, all with the same promises; which one answers is a matter of settings."""

from functools import cache

from django.conf import settings

from .base import Engine
from .postgres import PostgresEngine
from .sqlite import SqliteEngine


@cache
def _postgres() -> Engine:
    return PostgresEngine()


@cache
def _sqlite(path: str) -> Engine:
    return SqliteEngine(path)


def engine() -> Engine:
    """The engine of this site: PostgreSQL's own where the database is one, else SQLite in a file of its own."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return _postgres()
    return _sqlite(str(settings.SEARCH_SQLITE_PATH))
