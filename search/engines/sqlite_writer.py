"""All changes of the SQLite index. A writer lives as long as one transaction of the file."""

import sqlite3
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from ..documents import Document, Key
from .facts import write_facts
from .marks import clean, marks_of
from .place import prominence

_LOW_BITS = 20  # Of an id; above them stands the prominence of the document.


class SqliteWriter:
    """Puts documents in and takes them out. The triggers of the file keep its full-text table in step."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def put(self, documents: Iterable[Document], names: Mapping[str, Collection[str]]) -> None:
        new = []
        for document in sorted(documents, key=prominence):
            row = _content(document, names.get(document.audience, ()))
            place = self._place_of(document.key)
            if place is not None and place >> _LOW_BITS == prominence(document):
                self._replace(place, document, row)
            else:
                new.append((document, row, place))
        for _, _, place in new:
            if place is not None:
                self._delete(place)
        # FTS5 writes out what it holds whenever an id is lower than the one before, so new ones go in by their order.
        for document, row, _ in new:
            self._insert(document, row)

    def remove(self, keys: Iterable[Key]) -> None:
        places = filter(None, map(self._place_of, keys))
        for place in sorted(places):
            self._delete(place)

    def restamp(self, audience: str, names: Collection[str], after: int, limit: int) -> int | None:
        rows = self.connection.execute(
            "SELECT id, kind FROM entry WHERE audience = ? AND id > ? ORDER BY id LIMIT ?", (audience, after, limit)
        ).fetchall()
        for place, kind in rows:
            marks = marks_of(kind, audience, names)
            self.connection.execute("UPDATE content SET marks = ? WHERE id = ? AND marks <> ?", (marks, place, marks))
        return rows[-1][0] if len(rows) == limit else None

    def keys_of(self, kind: str, after: int, limit: int) -> Sequence[int]:
        rows = self.connection.execute(
            "SELECT key FROM entry WHERE kind = ? AND key > ? ORDER BY key LIMIT ?", (kind, after, limit)
        )
        return [row[0] for row in rows]

    def note(self, name: str, value: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)", (name, value))

    def _place_of(self, key: Key) -> int | None:
        row = self.connection.execute("SELECT id FROM entry WHERE kind = ? AND key = ?", key).fetchone()
        return row[0] if row else None

    def _replace(self, place: int, document: Document, row: tuple[str, str, str, str]) -> None:
        self.connection.execute(
            "UPDATE entry SET grp = ?, audience = ? WHERE id = ?", (document.group, document.audience, place)
        )
        held = self.connection.execute(
            "SELECT title, body, marks, facts FROM content WHERE id = ?", (place,)
        ).fetchone()
        if held[:3] != row[:3]:
            self.connection.execute(
                "UPDATE content SET title = ?, body = ?, marks = ?, facts = ? WHERE id = ?", (*row, place)
            )
        elif held[3] != row[3]:
            self.connection.execute("UPDATE content SET facts = ? WHERE id = ?", (row[3], place))

    def _insert(self, document: Document, row: tuple[str, str, str, str]) -> None:
        place = self._free_place(document)
        self.connection.execute(
            "INSERT INTO entry (id, kind, key, grp, audience) VALUES (?, ?, ?, ?, ?)",
            (place, *document.key, document.group, document.audience),
        )
        self.connection.execute(
            "INSERT INTO content (id, title, body, marks, facts) VALUES (?, ?, ?, ?, ?)", (place, *row)
        )

    def _delete(self, place: int) -> None:
        self.connection.execute("DELETE FROM content WHERE id = ?", (place,))
        self.connection.execute("DELETE FROM entry WHERE id = ?", (place,))

    def _free_place(self, document: Document) -> int:
        high, low = prominence(document) << _LOW_BITS, _number_of(document.kind) + document.id
        for step in range(1 << _LOW_BITS):
            place = high | ((low + step) & ((1 << _LOW_BITS) - 1))
            if not self.connection.execute("SELECT 1 FROM entry WHERE id = ?", (place,)).fetchone():
                return place
        raise OverflowError("more than a million documents of one second")


@cache
def _number_of(kind: str) -> int:
    return zlib.crc32(kind.encode())


def _content(document: Document, names: Collection[str]) -> tuple[str, str, str, str]:
    marks = marks_of(document.kind, document.audience, document.own_names(names))
    return clean(document.title), clean(document.body), marks, write_facts(document)
