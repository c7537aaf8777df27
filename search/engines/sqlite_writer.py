"""All changes of the SQLite index. A writer lives as long as one transaction of the file."""

import sqlite3
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from ..documents import Document, Key
from ..lang import marks
from .facts import write_facts
from .place import prominence
from .spanish import language_of
from .spelling import words_in

_Row = tuple[str, str, str, str, str, str]  # Title, body, readers, facts, what is kept beside them, language.
LOW_BITS = 20  # Of an id; above them stands the prominence of the document.


class SqliteWriter:
    """Puts documents in and takes them out. The triggers of the file keep its full-text table in step."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def put(self, documents: Iterable[Document], names: Mapping[str, Collection[str]]) -> None:
        new, documents = [], list(documents)
        for document in sorted(documents, key=prominence):
            row = _content(document, names.get(document.audience, ()))
            place = self._place_of(document.key)
            if place is not None and place >> LOW_BITS == prominence(document):
                self._replace(place, document, row)
            else:
                new.append((document, row, place))
        for _, _, place in new:
            if place is not None:
                self._delete(place)
        met = {word for document in documents for word in words_in(document.title, document.body)}
        self.connection.executemany(_MEET, ((word, word[::-1]) for word in met))
        # FTS5 writes out what it holds whenever an id is lower than the one before, so new ones go in by their order.
        for document, row, _ in new:
            self._insert(document, row)

    def remove(self, keys: Iterable[Key]) -> None:
        places = filter(None, map(self._place_of, keys))
        for place in sorted(places):
            self._delete(place)

    def restamp(self, audience: str, names: Collection[str], after: int, limit: int) -> int | None:
        rows = self.connection.execute(
            "SELECT id FROM entry WHERE audience = ? AND id > ? ORDER BY id LIMIT ?", (audience, after, limit)
        ).fetchall()
        held = marks.of_readers(audience, names)
        for (place,) in rows:
            self.connection.execute("UPDATE content SET readers = ? WHERE id = ? AND readers <> ?", (held, place, held))
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

    def _replace(self, place: int, document: Document, row: _Row) -> None:
        self.connection.execute(
            "UPDATE entry SET grp = ?, audience = ?, profile = ? WHERE id = ?",
            (document.group, document.audience, self._profile(document), place),
        )
        held = self.connection.execute(_CONTENT, (place,)).fetchone()
        if held[:4] != row[:4]:
            self.connection.execute(
                "UPDATE content SET title = ?, body = ?, readers = ?, facts = ?, kept = ?, language = ? WHERE id = ?",
                (*row, place),
            )
        elif held[4] != row[4]:
            self.connection.execute("UPDATE content SET kept = ? WHERE id = ?", (row[4], place))

    def _insert(self, document: Document, row: _Row) -> None:
        place = self._free_place(document)
        self.connection.execute(
            "INSERT INTO entry (id, kind, key, grp, audience, profile) VALUES (?, ?, ?, ?, ?, ?)",
            (place, *document.key, document.group, document.audience, self._profile(document)),
        )
        self.connection.execute(
            "INSERT INTO content (id, title, body, readers, facts, kept, language) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (place, *row),
        )

    def _profile(self, document: Document) -> int:
        """The number under which the facts that are counted stand, a new one for facts that nobody had before."""
        facts = marks.counted(document)
        known = self.connection.execute("SELECT id FROM profile WHERE facts = ?", (facts,)).fetchone()
        if known:
            return known[0]
        return self.connection.execute("INSERT INTO profile (facts) VALUES (?)", (facts,)).lastrowid

    def _delete(self, place: int) -> None:
        self.connection.execute("DELETE FROM content WHERE id = ?", (place,))
        self.connection.execute("DELETE FROM entry WHERE id = ?", (place,))

    def _free_place(self, document: Document) -> int:
        high, low = prominence(document) << LOW_BITS, _number_of(document.kind) + document.id
        for step in range(1 << LOW_BITS):
            place = high | ((low + step) & ((1 << LOW_BITS) - 1))
            if not self.connection.execute("SELECT 1 FROM entry WHERE id = ?", (place,)).fetchone():
                return place
        raise OverflowError("more than a million documents of one second")


@cache
def _number_of(kind: str) -> int:
    return zlib.crc32(kind.encode())


_MEET = "INSERT OR IGNORE INTO word (word, backwards) VALUES (?, ?)"
_CONTENT = "SELECT title, body, readers, facts, kept FROM content WHERE id = ?"


def _content(document: Document, names: Collection[str]) -> _Row:
    readers = marks.of_readers(document.audience, document.own_names(names))
    title, body = marks.clean(document.title), marks.clean(document.body)
    language = language_of(f"{title}\n{body}")
    return title, body, readers, marks.of_facts(document), write_facts(document), language
