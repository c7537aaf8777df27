"""Wagtail's own search, behind the boxes of its editor only: stock, but not to be upset by what people type."""

from typing import Any

from wagtail.search.backends import database
from wagtail.search.backends.base import BaseSearchBackend, EmptySearchResults

LONGEST = 200


class Tame:
    """Takes from a query what makes SQLite's and PostgreSQL's parsers raise."""

    def _search(self, compiler: Any, query: Any, model: Any, **options: Any) -> Any:
        if isinstance(query, str):
            query = query.replace('"', " ").replace("\x00", " ").strip()[:LONGEST]
            if not query:
                return EmptySearchResults()
        return super()._search(compiler, query, model, **options)


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 - the name that Wagtail looks for.
    """The backend of this site's database, tamed."""
    stock = type(database.SearchBackend(dict(params)))
    return type(f"Tame{stock.__name__}", (Tame, stock), {})(params)
