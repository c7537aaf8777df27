"""What the database of the tests held, kept, and put back after a test whose transactions committed.

Emptying every table and making the world again took a second for each such test; putting back what changed takes some
milliseconds.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any, Protocol

from django.db import connection, transaction


class Snapshot(Protocol):
    """What the database held at the moment when this was made."""

    def put_back(self) -> None:
        """Let the database hold that again, and nothing else; nobody may be in a transaction."""


def snapshot() -> Snapshot:
    """The database as it is now."""
    return Pages() if connection.vendor == "sqlite" else Rows()


class Pages:
    """SQLite: its pages, by its own backup, which other threads and processes may read and write beside."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self._kept = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self._kept)

    def put_back(self) -> None:
        connection.ensure_connection()
        self._kept.backup(connection.connection)


class Rows:
    """PostgreSQL: the rows of each table; only tables that somebody wrote to since are filled again."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            tables = sorted(connection.introspection.table_names(cursor))
            self._kept = {table: _read(cursor, table) for table in tables}
            cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
            self._guarded = {row[0].strip('"') for row in cursor.fetchall()}
            # The number of rows of each table, and the sum of the transactions that wrote them.
            self._marks = self._marks_of(cursor, tables)

    def _marks_of(self, cursor: Any, tables: Iterable[str]) -> dict[str, tuple[int, int]]:
        one = "SELECT '{0}', count(*), coalesce(sum(xmin::text::bigint), 0) FROM \"{0}\""
        cursor.execute(" UNION ALL ".join(one.format(table) for table in tables))
        return {table: (count, written) for table, count, written in cursor.fetchall()}

    def put_back(self) -> None:
        with connection.cursor() as cursor:
            marks = self._marks_of(cursor, self._kept)
            changed = [table for table, mark in marks.items() if mark != self._marks[table]]
            if not changed:
                return
            with transaction.atomic():
                self._fill_again(cursor, changed)
            self._marks |= self._marks_of(cursor, changed)

    def _fill_again(self, cursor: Any, tables: list[str]) -> None:
        """References are looked at when all is there again: every one of them is deferred."""
        guarded = self._guarded.intersection(tables)
        for table in guarded:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')
        for table in tables:
            if self._kept[table]:
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(self._kept[table])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in guarded:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


def _read(cursor: Any, table: str) -> bytes:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(copy)
