"""Search by SQLite's FTS5 in a file of its own: nothing to install, nothing to run."""

import json
import sqlite3
import sys
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from ..documents import Document, Key
from ..lang import marks
from ..lang.sought import Sought
from ..ranking import ENOUGH_ROWS, FAINT, POSTINGS_TO_SCORE, STEP_APART, title_weight
from .base import END, START, Excerpt, Question, Ranking
from .collapse import Match, Profile, collapse
from .facts import read_facts
from .spelling import LAST, nearest, pieces
from .sqlite_file import Connection, IndexFile
from .sqlite_match import any_of, faint_in, term, terms_of, within, words_of
from .sqlite_where import found
from .sqlite_writer import LOW_BITS, SqliteWriter
from .steps import Step, steps_for

FREQUENCIES_HOLD = 600.0  # Seconds. They only steer which words find and which lift.
EXCERPT_WORDS = 32
PROFILES_HELD = 20_000  # About 5 MiB.


class SqliteEngine:
    """The default engine. One file, a connection for each thread, one writer at a time."""

    name = "sqlite"
    sink = "search"

    def __init__(self, path: str, only_beside: bool = False) -> None:
        self.file = IndexFile(path, only_beside)
        self._frequencies: dict[str, tuple[int, float]] = {}
        self._beside = None if only_beside else SqliteEngine(f"{path}.next", only_beside=True)

    @contextmanager
    def writing(self, *, is_rebuild: bool = False) -> Iterator[SqliteWriter]:
        with self.file.transaction() as connection:
            yield SqliteWriter(connection)

    def rank(self, question: Question) -> Ranking:
        with self.file.reading() as connection:
            terms = terms_of(question.sought)
            steps = steps_for(question.sought, [(self._frequency(connection, one), one) for one in terms])
            return _Search(connection, question, steps, terms).ranking()

    def count(self, question: Question, limit: int) -> int:
        with self.file.reading() as connection:
            search = _Search(connection, question, (), {})
            expression = within(any_of(map(term, question.sought.words)), question)
            sql, parameters = found(expression, question, search.withdrawn, limit)
            return len(connection.execute(sql, parameters).fetchall())

    def words_like(self, word: str, edits: int) -> Collection[tuple[int, str]]:
        with self.file.reading() as connection:
            start, end = pieces(word, edits)
            rows = connection.execute(_WORDS_LIKE, (start, start + LAST, end[::-1], end[::-1] + LAST))
            return nearest(word, (row[0] for row in rows), edits)

    def documents(self, keys: Collection[Key]) -> Mapping[Key, Document]:
        with self.file.reading() as connection:
            rows = [row for key in keys if (row := connection.execute(_DOCUMENT, key).fetchone())]
        return {(kind, key): read_facts(kind, key, *rest) for kind, key, *rest in rows}

    def readers(self, keys: Collection[Key]) -> Mapping[Key, frozenset[str]]:
        with self.file.reading() as connection:
            rows = ((key, connection.execute(_READERS, key).fetchone()) for key in keys)
            return {key: marks.names_in(row[0].split()) for key, row in rows if row}

    def excerpts(self, sought: Sought, keys: Collection[Key]) -> Mapping[Key, Excerpt]:
        expression = any_of(terms_of(sought))
        excerpts: dict[Key, Excerpt] = {}
        if not sought.leaves:
            return excerpts
        with self.file.reading() as connection:
            for key in keys:
                row = connection.execute(_EXCERPT, (START, END, START, END, EXCERPT_WORDS, expression, *key)).fetchone()
                if row:
                    title, text = row
                    excerpts[key] = Excerpt(title, text.strip())
        return excerpts

    def noted(self, name: str) -> str:
        with self.file.reading() as connection:
            row = connection.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def is_sound(self) -> bool:
        return self.file.is_sound()

    def flaw(self) -> str:
        return self.file.flaw()

    def beside(self) -> "SqliteEngine | None":
        return self._beside if self._beside and self._beside.is_sound() else None

    def begin_beside(self) -> "SqliteEngine":
        self._beside.renew()
        return self._beside

    def take_beside(self) -> None:
        self.file.take(self._beside.file)
        self._frequencies.clear()

    def renew(self) -> None:
        self.file.renew()
        self._frequencies.clear()

    def tidy(self) -> None:
        """Merge some of the full-text segments: a bounded step, so that no writer waits for long."""
        with self.file.transaction() as connection:
            connection.execute("INSERT INTO words (words, rank) VALUES ('merge', 500)")

    def _frequency(self, connection: sqlite3.Connection, term: str) -> int:
        held = self._frequencies.get(term)
        if held is None or held[1] < time.monotonic():
            count = connection.execute(_FREQUENCY, (term, POSTINGS_TO_SCORE)).fetchone()[0]
            if len(self._frequencies) > 20_000:
                self._frequencies.clear()
            # A word that is not known yet may come with the next document.
            held = (count, time.monotonic() + (FREQUENCIES_HOLD if count > ENOUGH_ROWS else 0))
            self._frequencies[term] = held
        return held[0]


class _Search:
    """One question put to one connection."""

    def __init__(
        self, connection: Connection, question: Question, steps: Sequence[Step], terms: Mapping[str, list[str]]
    ) -> None:
        self.connection, self.question = connection, question
        self.steps, self.terms = steps, terms
        self.is_partial = False
        self.withdrawn = self._places(question.scope.withdrawn)

    def ranking(self) -> Ranking:
        ranking = collapse(self._matches(), self.question, self._facts)
        if self.is_partial and self.question.tab:
            # The newest matches of all tabs may hold few of this one.
            narrowed = collapse(self._matches(self.question.kinds), self.question, self._facts)
            counts = {tab: max(count, narrowed.counts[tab]) for tab, count in ranking.counts.items()}
            ranking = replace(narrowed, counts=counts)
        return replace(ranking, is_partial=self.is_partial)

    def _matches(self, kinds: Collection[str] = ()) -> list[Match]:
        """The matches of the plan's steps, from narrow to wide until there are enough, best first."""
        matches: dict[Key, Match] = {}
        for number, step in enumerate(self.steps):
            for match in self._run(step, number, kinds):
                matches.setdefault(match[:2], match)
            if len(matches) >= ENOUGH_ROWS:
                break
        return list(matches.values())

    def _run(self, step: Step, number: int, kinds: Collection[str]) -> list[Match]:
        """The newest matches of one step, best first, all of them below those of the steps before.

        Two passes: the first finds what is in scope, the second scores it by its words alone. bm25() counts the whole
        list of each term of its query, and those of the marks are long and would tell it nothing."""
        expression = within(words_of(step), self.question, kinds)
        sql, parameters = found(expression, self.question, self.withdrawn, step.limit)
        faint = faint_in(step, self.terms) if step.is_scored and self.question.sought.kin else ""
        title = title_weight(self.question.sought.is_draft)
        sql = (_FAINT if faint else _SCORED if step.is_scored else _NEWEST).format(found=sql, title=title)
        if step.is_scored:
            parameters.append(words_of(step) or any_of(step.terms))
            parameters += [faint] if faint else []
        rows = self.connection.execute(sql, [*parameters, number * STEP_APART]).fetchall()
        self.is_partial = self.is_partial or len(rows) == step.limit
        return rows

    def _facts(self, profiles: Collection[Profile]) -> Mapping[Profile, Collection[str]]:
        """The facts of each profile. What a number stands for never changes in a file, so it is read once."""
        held = self.connection.profiles
        facts = {one: known for one in profiles if (known := held.get(one)) is not None}
        if missing := [one for one in profiles if one not in facts]:
            rows = self.connection.execute(_PROFILES, (json.dumps(missing),))
            read = {number: tuple(map(sys.intern, marks.split())) for number, marks in rows}
            if len(held) > PROFILES_HELD:
                held.clear()
            held.update(read)
            facts.update(read)
        return facts

    def _places(self, keys: Collection[Key]) -> list[int]:
        found = (self.connection.execute(_PLACE, key).fetchone() for key in keys)
        return [row[0] for row in found if row]


_PROFILES = "SELECT id, facts FROM profile WHERE id IN (SELECT value FROM json_each(?))"
# The unary plus keeps SQLite from looking up id by id in the full-text table, which would put the question each time.
_SCORES = """
    SELECT rowid AS id, {factor} * bm25(words, {{title}}, 1.0, 0.0, 0.0) AS score FROM words
    WHERE words MATCH ? AND rowid BETWEEN (SELECT min(id) FROM found) AND (SELECT max(id) FROM found)
    AND +rowid IN (SELECT id FROM found)
"""
_BY_SCORE = f"""
    WITH found AS MATERIALIZED ({{{{found}}}}),
    scored AS MATERIALIZED ({{scores}})
    SELECT e.kind, e.key, e.grp, s.score - ?, e.id >> {LOW_BITS}, e.profile
    FROM scored AS s JOIN entry AS e ON e.id = s.id ORDER BY s.score DESC, s.id
"""  # noqa: S608 - a constant of ours.
_WHOLE = _SCORES.format(factor=-1)
_SCORED = _BY_SCORE.format(scores=_WHOLE)
# bm25() has no weight for a single word: a part of what the faint ones brought is taken away again.
_BOTH = f"SELECT id, sum(score) AS score FROM ({_WHOLE} UNION ALL {_SCORES.format(factor=1 - FAINT)}) GROUP BY id"  # noqa: S608
_FAINT = _BY_SCORE.format(scores=_BOTH)
_NEWEST = f"""
    WITH found AS ({{found}})
    SELECT e.kind, e.key, e.grp, -?, e.id >> {LOW_BITS}, e.profile
    FROM found JOIN entry AS e ON e.id = found.id ORDER BY e.id
"""  # noqa: S608 - a constant of ours.
_PLACE = "SELECT id FROM entry WHERE kind = ? AND key = ?"
_FREQUENCY = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
_DOCUMENT = """
    SELECT e.kind, e.key, e.grp, e.audience, c.title, c.body, c.kept
    FROM entry AS e JOIN content AS c ON c.id = e.id WHERE e.kind = ? AND e.key = ?
"""
_WORDS_LIKE = """
    SELECT word FROM word WHERE word BETWEEN ? AND ? UNION SELECT word FROM word WHERE backwards BETWEEN ? AND ?
"""
_READERS = "SELECT c.readers FROM entry AS e JOIN content AS c ON c.id = e.id WHERE e.kind = ? AND e.key = ?"
_EXCERPT = """
    SELECT highlight(words, 0, ?, ?), snippet(words, 1, ?, ?, ' … ', ?)
    FROM words WHERE words MATCH ? AND rowid = (SELECT id FROM entry WHERE kind = ? AND key = ?)
"""
