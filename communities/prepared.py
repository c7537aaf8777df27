"""Querysets that are compiled to SQL once and from then on only run: for the few that every page asks.

Django builds and compiles a queryset anew for each request, which costs three to ten times what SQLite needs to answer
it. A `Prepared` keeps the SQL of each shape of the question and puts only the values in. The rule that the queryset
states stays where it is, in the queryset; this file knows none.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet, ImproperlyConfigured
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")

# Lists of values are filled up to the next power of two with their last one, so that few shapes serve all viewers.
LEAST = 8
_EPOCH = datetime(1903, 3, 7, tzinfo=UTC)


class Prepared(Generic[Row]):
    """The queryset that `build` makes, compiled once for each shape of its arguments.

    Called with positional arguments, which decide the shape (they must be hashable: flags, the number of a page), and
    with keywords, whose values may differ from call to call: a `str`, an `int`, a `datetime`, a `UUID`, or a tuple of
    those for `__in`. `build` must put every value into the query as it is, and must not depend on anything else, the
    time of day for instance: ImproperlyConfigured otherwise.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any]"]) -> None:
        self._build = build
        self._shapes: dict[Any, _Shape] = {}

    def __call__(self, *shape: Any, **values: Any) -> list[Row]:
        """All rows, as the queryset gives them: model instances, or tuples."""
        given = {name: _filled(value) for name, value in values.items()}
        connection = connections[DEFAULT_DB_ALIAS]
        key = (connection.vendor, shape, *((name, _kind(value)) for name, value in given.items()))
        known = self._shapes.get(key)
        if known is None:
            known = self._shapes[key] = _compiled(self._build, shape, given)
        return known.run(given, connection)

    def first(self, *shape: Any, **values: Any) -> Row | None:
        """The first row, or None. The queryset itself should say how few it wants."""
        return next(iter(self(*shape, **values)), None)


@dataclass(frozen=True, slots=True)
class _Shape:
    """The SQL of one shape. A parameter is a constant, or the place of a value: its name, and its index in a tuple."""

    queryset: "QuerySet[Any]"
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    converters: dict[int, Any] = field(hash=False)

    def run(self, given: dict[str, Any], connection: Any) -> list[Any]:
        if not self.sql:
            return []
        values = {name: _adapted(connection, value) for name, value in given.items()}
        parameters = [part.value_in(values) if isinstance(part, _Place) else part for part in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
        return self._read(rows, connection) if rows else rows

    def _read(self, rows: list[tuple[Any, ...]], connection: Any) -> list[Any]:
        """The rows as the queryset gives them: Django's own compiler and iterable read what was asked without them."""
        compiler = copy(self.compiler)
        compiler.connection = connection
        compiler.execute_sql = lambda *args, **options: [rows]
        compiler.get_converters = lambda expressions: self.converters
        query = SimpleNamespace(get_compiler=lambda *args, **options: compiler)
        asked = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query, _known_related_objects={})
        return list(self.queryset._iterable_class(asked))


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    index: int | None

    def value_in(self, given: dict[str, Any]) -> Any:
        return given[self.name] if self.index is None else given[self.name][self.index]


def _adapted(connection: Any, value: Any) -> Any:
    """`value`, or each of several, as this database's parameters have it."""
    if isinstance(value, tuple):
        return [_adapted(connection, one) for one in value]
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def _filled(value: Any) -> Any:
    if isinstance(value, tuple) and value:
        wanted = max(LEAST, 1 << (len(value) - 1).bit_length())
        return (*value, *[value[-1]] * (wanted - len(value)))
    return value


def _kind(value: Any) -> Any:
    return (type(value), len(value), type(value[0]) if value else None) if isinstance(value, tuple) else type(value)


def _compiled(build: Callable[..., "QuerySet[Any]"], shape: tuple[Any, ...], given: dict[str, Any]) -> _Shape:
    """Compile twice, each time with other stand-ins for the values: whatever else differs was not given."""
    first, second = (_compile(build, shape, given, start) for start in (0, 5_000))
    if (first.sql, first.parameters) != (second.sql, second.parameters):
        raise ImproperlyConfigured(f"{build} depends on more than its arguments, or changes them.")
    used = {part.name for part in first.parameters if isinstance(part, _Place)}
    if first.sql and (missing := {name for name, value in given.items() if value != ()} - used):
        raise ImproperlyConfigured(f"{build} does not put {sorted(missing)} into the query as they are.")
    return first


def _compile(
    build: Callable[..., "QuerySet[Any]"], shape: tuple[Any, ...], given: dict[str, Any], start: int
) -> _Shape:
    numbers = count(start)
    connection = connections[DEFAULT_DB_ALIAS]
    places: dict[Any, _Place] = {}
    stand_ins: dict[str, Any] = {}
    for name, value in given.items():
        several = isinstance(value, tuple)
        fakes = [_stand_in(one, next(numbers)) for one in (value if several else (value,))]
        for index, fake in enumerate(fakes):
            places[_adapted(connection, fake)] = _Place(name, index if several else None)
        stand_ins[name] = tuple(fakes) if several else fakes[0]
    queryset = build(*shape, **stand_ins)
    compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:  # Asked with an empty list: there is nothing to ask.
        return _Shape(queryset, compiler, "", (), {})
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
    return _Shape(
        queryset,
        compiler,
        sql,
        tuple(places.get(value, value) if _is_plain(value) else value for value in parameters),
        compiler.get_converters(columns),
    )


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, datetime, UUID)) and not isinstance(value, bool)


def _stand_in(value: Any, number: int) -> Any:
    """A value of the same type that stands nowhere else. Texts sort as they are numbered, integers fit 32 bits."""
    if isinstance(value, datetime):
        return _EPOCH + timedelta(days=number)
    if isinstance(value, int) and not isinstance(value, bool):
        return 2_000_000_000 + number
    if isinstance(value, UUID):
        return UUID(int=number, version=4)
    if isinstance(value, str):
        return f"\ue000{number:06}"
    raise ImproperlyConfigured(f"A prepared query takes no {type(value).__name__}.")
