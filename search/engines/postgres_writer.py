"""All changes of the index inside PostgreSQL, and its tables. A writer lives as long as one transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ..documents import Document, Key
from .facts import write_facts
from .folding import fold
from .marks import clean, marks_of
from .place import prominence

# Vectors of title and text serve the score; the one of everything, marks included, serves the index.
CREATE = """
DROP TABLE IF EXISTS search_entry_1, search_note_1;
CREATE TABLE search_note_1 (name varchar(40) PRIMARY KEY, value text NOT NULL);
CREATE TABLE search_entry_1 (
    id bigint GENERATED ALWAYS AS IDENTITY, kind varchar(20) NOT NULL, key bigint NOT NULL,
    grp varchar(80) NOT NULL, audience varchar(40) NOT NULL, place bigint NOT NULL,
    title text NOT NULL, body text NOT NULL, facts text NOT NULL, length integer NOT NULL,
    title_vector tsvector NOT NULL, body_vector tsvector NOT NULL, vector tsvector NOT NULL,
    PRIMARY KEY (kind, key)
);
CREATE INDEX search_entry_1_words ON search_entry_1 USING gin (vector);
CREATE INDEX search_entry_1_audience ON search_entry_1 (audience, id);
"""
# A vector holds at most a megabyte.
LONGEST = 200_000
_BRACKETS = str.maketrans("<>&", "   ")


class PostgresWriter:
    """Puts documents in and takes them out."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor

    def put(self, documents: Iterable[Document], names: Mapping[str, Collection[str]]) -> None:
        rows = [_row(document, names.get(document.audience, ())) for document in documents]
        if rows:
            self.cursor.executemany(_PUT, rows)

    def remove(self, keys: Iterable[Key]) -> None:
        keys = list(keys)
        self.cursor.execute(_REMOVE, [[kind for kind, _ in keys], [key for _, key in keys]])

    def restamp(self, audience: str, names: Collection[str], after: int, limit: int) -> int | None:
        self.cursor.execute(
            "SELECT id, kind FROM search_entry_1 WHERE audience = %s AND id > %s ORDER BY id LIMIT %s",
            [audience, after, limit],
        )
        rows = self.cursor.fetchall()
        for kind in {kind for _, kind in rows}:
            marks = marks_of(kind, audience, names).split()
            self.cursor.execute(_RESTAMP, [marks, [place for place, of_kind in rows if of_kind == kind]])
        return rows[-1][0] if len(rows) == limit else None

    def keys_of(self, kind: str, after: int, limit: int) -> Sequence[int]:
        self.cursor.execute(
            "SELECT key FROM search_entry_1 WHERE kind = %s AND key > %s ORDER BY key LIMIT %s", [kind, after, limit]
        )
        return [row[0] for row in self.cursor.fetchall()]

    def note(self, name: str, value: str) -> None:
        self.cursor.execute(_NOTE, [name, value])


def _row(document: Document, names: Collection[str]) -> dict[str, Any]:
    title, body = clean(document.title), clean(document.body)[:LONGEST]
    return {
        "kind": document.kind,
        "key": document.id,
        "grp": document.group,
        "audience": document.audience,
        "place": prominence(document),
        "title": title,
        "body": body,
        "facts": write_facts(document),
        "marks": marks_of(document.kind, document.audience, document.own_names(names)).split(),
        "title_words": fold(title).translate(_BRACKETS),
        "body_words": fold(body).translate(_BRACKETS),
    }


_PUT = """
    WITH words AS (
        SELECT to_tsvector('english', %(title_words)s) AS title, to_tsvector('english', %(body_words)s) AS body
    )
    INSERT INTO search_entry_1 AS held
        (kind, key, grp, audience, place, title, body, facts, length, title_vector, body_vector, vector)
    SELECT %(kind)s, %(key)s, %(grp)s, %(audience)s, %(place)s, %(title)s, %(body)s, %(facts)s,
        coalesce((SELECT sum(cardinality(positions)) FROM unnest(title || body)), 0),
        title, body, title || body || array_to_tsvector(%(marks)s::text[])
    FROM words
    ON CONFLICT (kind, key) DO UPDATE SET
        grp = excluded.grp, audience = excluded.audience, place = excluded.place, title = excluded.title,
        body = excluded.body, facts = excluded.facts, length = excluded.length,
        title_vector = excluded.title_vector, body_vector = excluded.body_vector, vector = excluded.vector
"""
_REMOVE = """
    DELETE FROM search_entry_1 USING unnest(%s::text[], %s::bigint[]) AS gone (kind, key)
    WHERE search_entry_1.kind = gone.kind AND search_entry_1.key = gone.key
"""
_RESTAMP = """
    UPDATE search_entry_1 SET vector = title_vector || body_vector || array_to_tsvector(%s::text[]) WHERE id = ANY(%s)
"""
_NOTE = """
    INSERT INTO search_note_1 (name, value) VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
