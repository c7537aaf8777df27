"""Search inside a PostgreSQL database: a GIN index finds, BM25 orders. Needs no extension."""

import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction

from ..documents import Document, Key
from ..lang import Title, marks
from ..lang.sought import Sought
from ..ranking import ENOUGH_ROWS
from .base import END, START, Excerpt, Question, Ranking, Unavailable
from .excerpt import fragment, transfer
from .facts import read_facts
from .postgres_match import Conditions, all_leaves, terms_of, weighed
from .postgres_place import BESIDE, looking_at, take_place
from .postgres_rank import Corpus, PostgresRanking
from .postgres_writer import CREATE_TABLES, CREATE_WORDS, PostgresWriter, configuration_of, words_of
from .spelling import nearest, pieces
from .steps import steps_for, telling

WRITE_LOCK = 0x5EA6C4  # Any number of our own: the advisory lock of whoever writes the index.
FIGURES_HOLD = 600.0  # Seconds. They only steer what finds and what weighs how much.
COUNTED_TO = 20_000  # A word that more documents have is common; how common tells nothing more.


class PostgresEngine:
    """The engine of sites whose database is PostgreSQL. Its tables are its own: made and renewed here."""

    name = "postgresql"
    sink = "search"

    def __init__(self, only_beside: bool = False) -> None:
        self.only_beside = only_beside
        self._beside = None if only_beside else PostgresEngine(only_beside=True)
        self._frequencies: dict[str, tuple[int, float]] = {}
        self._corpus: tuple[Corpus, float] | None = None

    @contextmanager
    def writing(self, *, is_rebuild: bool = False) -> Iterator[PostgresWriter]:
        with self._cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITE_LOCK])
            if flaw := self.flaw():
                if self.only_beside:
                    raise Unavailable(flaw)
                self.renew()
            yield PostgresWriter(cursor)

    def rank(self, question: Question) -> Ranking:
        with self._reading() as cursor:
            terms = terms_of(cursor, all_leaves(question))
            groups = weighed(question.sought, terms)
            steps = steps_for(question.sought, [(self._frequency(cursor, group), group) for group in groups])
            figures, asked = self._figures(cursor), Conditions(question, terms)
            weights = {
                group: [(part, share * figures.weight(self._frequency(cursor, part))) for part, share in parts]
                for group, parts in groups.items()
            }
            return PostgresRanking(cursor, question, asked, figures, weights).ranking(steps)

    def count(self, question: Question, limit: int) -> int:
        with self._reading() as cursor:
            terms = terms_of(cursor, all_leaves(question))
            asked = PostgresRanking(cursor, question, Conditions(question, terms), Corpus(0, 1.0), {})
            return asked.count(tuple(terms.values()), limit) if terms else 0

    def words_like(self, word: str, edits: int) -> Collection[tuple[int, str]]:
        start, end = pieces(word, edits)
        with self._reading() as cursor:
            cursor.execute(_WORDS_LIKE, [f"{start}%", f"{end[::-1]}%"])
            return nearest(word, (near for (near,) in cursor.fetchall()), edits)

    def documents(self, keys: Collection[Key]) -> Mapping[Key, Document]:
        with self._reading() as cursor:
            cursor.execute(_DOCUMENTS, [[kind for kind, _ in keys], [key for _, key in keys]])
            return {(row[0], row[1]): read_facts(*row) for row in cursor.fetchall()}

    def readers(self, keys: Collection[Key]) -> Mapping[Key, frozenset[str]]:
        with self._reading() as cursor:
            cursor.execute(_READERS, [[kind for kind, _ in keys], [key for _, key in keys]])
            return {(kind, key): marks.names_in(readers) for kind, key, readers in cursor.fetchall()}

    def excerpts(self, sought: Sought, keys: Collection[Key]) -> Mapping[Key, Excerpt]:
        documents = self.documents(keys)
        texts = [text for document in documents.values() for text in (document.title, document.body)]
        with self._reading() as cursor:
            words = " | ".join(_marking(cursor, sought))
            if not words:
                return {}
            languages = [configuration_of(one.title, one.body) for one in documents.values() for _ in range(2)]
            options = f"HighlightAll=true, StartSel={START}, StopSel={END}"
            cursor.execute(_HEADLINES, [words, options, list(map(words_of, texts)), languages])
            marked = [transfer(text, folded) for text, (folded,) in zip(texts, cursor.fetchall(), strict=True)]
        pairs = zip(documents, marked[::2], marked[1::2], strict=True)
        return {key: Excerpt(title, fragment(body)) for key, title, body in pairs}

    def noted(self, name: str) -> str:
        with self._reading() as cursor:
            cursor.execute("SELECT value FROM search_note_3 WHERE name = %s", [name])
            row = cursor.fetchone()
        return row[0] if row else ""

    def is_sound(self) -> bool:
        return not self.flaw()

    def flaw(self) -> str:
        place = f"{BESIDE}." if self.only_beside else ""
        with connection.cursor() as cursor:
            cursor.execute(_THERE, [f"{place}search_entry_3", f"{place}search_note_3"])
            has_tables, has_older = cursor.fetchone()
        return "" if has_tables else "it is of an older version" if has_older else "there is none"

    def renew(self) -> None:
        self._forget()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(CREATE_WORDS + CREATE_TABLES)

    def beside(self) -> "PostgresEngine | None":
        return self._beside if self._beside and self._beside.is_sound() else None

    def begin_beside(self) -> "PostgresEngine":
        with transaction.atomic(), connection.cursor() as cursor:
            if not self.is_sound():
                self.renew()
            cursor.execute(f"DROP SCHEMA IF EXISTS {BESIDE} CASCADE; CREATE SCHEMA {BESIDE}")
            with looking_at(cursor, BESIDE):
                cursor.execute(CREATE_TABLES)
        return self._beside

    def take_beside(self) -> None:
        take_place(WRITE_LOCK)
        self._forget()

    def _forget(self) -> None:
        self._frequencies.clear()
        self._corpus = None

    def tidy(self) -> None:
        """Nothing to do: autovacuum keeps the table and its index quick."""

    @contextmanager
    def _reading(self) -> Iterator[Any]:
        try:
            with self._cursor() as cursor:
                yield cursor
        except DatabaseError as error:
            raise Unavailable(str(error)) from error

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        place = BESIDE if self.only_beside else ""
        with transaction.atomic(), connection.cursor() as cursor, looking_at(cursor, place):
            yield cursor

    def _frequency(self, cursor: Any, term: str) -> int:
        """How many documents have `term`, as far as COUNTED_TO; kept for a while when it is more than a few."""
        held = self._frequencies.get(term)
        if held is None or held[1] < time.monotonic():
            cursor.execute(_FREQUENCY, [term, COUNTED_TO])
            count = cursor.fetchone()[0]
            if len(self._frequencies) > 20_000:
                self._frequencies.clear()
            held = (count, time.monotonic() + (FIGURES_HOLD if count > ENOUGH_ROWS else 0))
            self._frequencies[term] = held
        return held[0]

    def _figures(self, cursor: Any) -> Corpus:
        if self._corpus is None or self._corpus[1] < time.monotonic():
            cursor.execute("SELECT count(*), coalesce(avg(length), 1)::float FROM search_entry_3")
            corpus = Corpus(*cursor.fetchone())
            self._corpus = corpus, time.monotonic() + (FIGURES_HOLD if corpus.documents > COUNTED_TO else 0)
        return self._corpus[0]


def _marking(cursor: Any, sought: Sought) -> list[str]:
    """What marks an excerpt: words of the title are marked wherever they stand."""
    leaves = (leaf.of if isinstance(leaf, Title) else leaf for leaf in [*telling(sought), *sought.kindred])
    return list(terms_of(cursor, leaves).values())


_THERE = """
    SELECT to_regclass(%s) IS NOT NULL AND to_regclass(%s) IS NOT NULL,
        EXISTS (SELECT 1 FROM pg_class WHERE relname ~ '^search_entry_[0-9]+$' AND relname <> 'search_entry_3')
"""
_FREQUENCY = "SELECT count(*) FROM (SELECT 1 FROM search_entry_3 WHERE vector @@ %s::tsquery LIMIT %s) AS found"
_DOCUMENTS = """
    SELECT kind, key, grp, audience, title, body, kept FROM search_entry_3
    JOIN unnest(%s::text[], %s::bigint[]) AS wanted (kind, key) USING (kind, key)
"""
_WORDS_LIKE = """
    SELECT word FROM search_word_3 WHERE word LIKE %s UNION SELECT word FROM search_word_3 WHERE backwards LIKE %s
"""
_READERS = """
    SELECT kind, key, readers FROM search_entry_3
    JOIN unnest(%s::text[], %s::bigint[]) AS wanted (kind, key) USING (kind, key)
"""
_HEADLINES = """
    WITH asked AS (SELECT %s::tsquery AS words, %s AS options)
    SELECT ts_headline(configuration::regconfig, text, words, options)
    FROM asked, unnest(%s::text[], %s::text[]) WITH ORDINALITY AS t (text, configuration, number) ORDER BY number
"""
