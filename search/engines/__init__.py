"""The engines of search, one file each, all with the same promises; which ones a site has is a matter of settings."""

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


@cache
def _elastic(url: str, alias: str) -> Engine:
    # The client costs half a second of the start and 15 MB: only those who name a server pay for it.
    from .elastic import ElasticEngine  # noqa: PLC0415

    return ElasticEngine(url, alias)


def database_engine() -> Engine:
    """The engine that every site has: PostgreSQL's own where the database is one, else SQLite in a file of its own."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return _postgres()
    return _sqlite(str(settings.SEARCH_SQLITE_PATH))


def elastic_engine() -> Engine | None:
    """Elasticsearch, where the settings name one."""
    if not settings.ELASTICSEARCH_URL:
        return None
    return _elastic(settings.ELASTICSEARCH_URL, settings.SEARCH_ELASTIC_ALIAS)


def engines() -> tuple[Engine, ...]:
    """All that are kept up to date, the one first that answers while it can."""
    return tuple(filter(None, (elastic_engine(), database_engine())))


def engine() -> Engine:
    """The one that answers while it can."""
    return engines()[0]
