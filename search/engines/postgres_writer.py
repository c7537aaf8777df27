"""All changes of the index inside PostgreSQL, and its tables. A writer lives as long as one transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ..documents import Document, Key
from ..lang import marks
from . import exact
from .facts import write_facts
from .folding import fold
from .place import prominence
from .spanish import language_of
from .spelling import words_in

# English stems without PostgreSQL's list of stop words: phrases need these too.
CONFIGURATION = "search_words_3"
SPANISH_CONFIGURATION = "search_palabras_3"
TABLES = ("search_entry_3", "search_note_3", "search_word_3")
CREATE_WORDS = f"""
DROP TABLE IF EXISTS {", ".join(TABLES)};
DROP TEXT SEARCH CONFIGURATION IF EXISTS {CONFIGURATION}, {SPANISH_CONFIGURATION};
DROP TEXT SEARCH DICTIONARY IF EXISTS search_english_3, search_spanish_3;
CREATE TEXT SEARCH DICTIONARY search_english_3 (TEMPLATE = snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION {CONFIGURATION} (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION {CONFIGURATION} ALTER MAPPING FOR asciiword, word WITH search_english_3;
CREATE TEXT SEARCH DICTIONARY search_spanish_3 (TEMPLATE = snowball, Language = spanish);
CREATE TEXT SEARCH CONFIGURATION {SPANISH_CONFIGURATION} (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION {SPANISH_CONFIGURATION} ALTER MAPPING FOR asciiword, word WITH search_spanish_3;
"""
# Vectors of title and text serve the score; the one of everything, marks included, serves the index.
CREATE_TABLES = """
CREATE TABLE search_word_3 (word text COLLATE "C" PRIMARY KEY, backwards text COLLATE "C" NOT NULL);
CREATE INDEX search_word_3_backwards ON search_word_3 (backwards);
CREATE TABLE search_note_3 (name varchar(40) PRIMARY KEY, value text NOT NULL);
CREATE TABLE search_entry_3 (
    id bigint GENERATED ALWAYS AS IDENTITY, kind varchar(20) NOT NULL, key bigint NOT NULL,
    grp varchar(80) NOT NULL, audience varchar(40) NOT NULL, place bigint NOT NULL,
    title text NOT NULL, body text NOT NULL, plain text NOT NULL, kept text NOT NULL,
    facts text NOT NULL, marks text[] NOT NULL, readers text[] NOT NULL, length integer NOT NULL,
    title_vector tsvector NOT NULL, body_vector tsvector NOT NULL, vector tsvector NOT NULL,
    PRIMARY KEY (kind, key)
);
CREATE INDEX search_entry_3_words ON search_entry_3 USING gin (vector);
CREATE INDEX search_entry_3_audience ON search_entry_3 (audience, id);
"""


class PostgresWriter:
    """Puts documents in and takes them out."""

    def __init__(self, cursor: Any) -> None:
        self.cursor = cursor

    def put(self, documents: Iterable[Document], names: Mapping[str, Collection[str]]) -> None:
        documents = list(documents)
        met = sorted({word for document in documents for word in words_in(document.title, document.body)})
        self.cursor.execute(_MEET, [met, [word[::-1] for word in met]])
        rows = [_row(document, names.get(document.audience, ())) for document in documents]
        if rows:
            self.cursor.executemany(_PUT, rows)

    def remove(self, keys: Iterable[Key]) -> None:
        keys = list(keys)
        self.cursor.execute(_REMOVE, [[kind for kind, _ in keys], [key for _, key in keys]])

    def restamp(self, audience: str, names: Collection[str], after: int, limit: int) -> int | None:
        self.cursor.execute(
            "SELECT id FROM search_entry_3 WHERE audience = %s AND id > %s ORDER BY id LIMIT %s",
            [audience, after, limit],
        )
        places = [place for (place,) in self.cursor.fetchall()]
        self.cursor.execute(_RESTAMP, [marks.of_readers(audience, names).split(), places])
        return places[-1] if len(places) == limit else None

    def keys_of(self, kind: str, after: int, limit: int) -> Sequence[int]:
        self.cursor.execute(
            "SELECT key FROM search_entry_3 WHERE kind = %s AND key > %s ORDER BY key LIMIT %s", [kind, after, limit]
        )
        return [row[0] for row in self.cursor.fetchall()]

    def note(self, name: str, value: str) -> None:
        self.cursor.execute(_NOTE, [name, value])


def configuration_of(title: str, body: str) -> str:
    """How the words of a text are brought to their stems."""
    return SPANISH_CONFIGURATION if language_of(f"{title}\n{body}") else CONFIGURATION


def words_of(text: str) -> str:
    """`text` folded, with blanks for all that is no letter or digit: of the same length. PostgreSQL's own parser would
    read signs, addresses and file names its own way."""
    return exact.SIGNS.sub(" ", fold(text))


def _row(document: Document, names: Collection[str]) -> dict[str, Any]:
    title, body = marks.clean(document.title), marks.clean(document.body)
    return {
        "kind": document.kind,
        "key": document.id,
        "grp": document.group,
        "audience": document.audience,
        "place": prominence(document),
        "title": title,
        "body": body,
        "plain": exact.plain(title) + "\n" + exact.plain(body),
        "kept": write_facts(document),
        "facts": marks.counted(document),
        "marks": marks.of_facts(document).split(),
        "readers": marks.of_readers(document.audience, document.own_names(names)).split(),
        "configuration": configuration_of(title, body),
        "title_words": words_of(title),
        "body_words": words_of(body),
    }


_PUT = """
    WITH words AS (
        SELECT to_tsvector(%(configuration)s::regconfig, %(title_words)s) AS title,
            to_tsvector(%(configuration)s::regconfig, %(body_words)s) AS body
    )
    INSERT INTO search_entry_3 AS held
        (kind, key, grp, audience, place, title, body, plain, kept, facts, marks, readers, length,
        title_vector, body_vector, vector)
    SELECT %(kind)s, %(key)s, %(grp)s, %(audience)s, %(place)s, %(title)s, %(body)s, %(plain)s, %(kept)s, %(facts)s,
        %(marks)s::text[], %(readers)s::text[],
        coalesce((SELECT sum(cardinality(positions)) FROM unnest(title || body)), 0),
        title, body, setweight(title, 'A') || body || array_to_tsvector(%(marks)s::text[] || %(readers)s::text[])
    FROM words
    ON CONFLICT (kind, key) DO UPDATE SET
        grp = excluded.grp, audience = excluded.audience, place = excluded.place, title = excluded.title,
        body = excluded.body, plain = excluded.plain, kept = excluded.kept, facts = excluded.facts,
        marks = excluded.marks, readers = excluded.readers, length = excluded.length,
        title_vector = excluded.title_vector, body_vector = excluded.body_vector, vector = excluded.vector
"""
_MEET = """
    INSERT INTO search_word_3 (word, backwards) SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING
"""
_REMOVE = """
    DELETE FROM search_entry_3 USING unnest(%s::text[], %s::bigint[]) AS gone (kind, key)
    WHERE search_entry_3.kind = gone.kind AND search_entry_3.key = gone.key
"""
_RESTAMP = """
    UPDATE search_entry_3 SET readers = new.readers,
        vector = setweight(title_vector, 'A') || body_vector || array_to_tsvector(marks || new.readers)
    FROM (SELECT %s::text[] AS readers) AS new WHERE id = ANY(%s)
"""
_NOTE = """
    INSERT INTO search_note_3 (name, value) VALUES (%s, %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
