"""How PostgreSQL orders: steps find with the GIN index, and BM25 is worked out for what they found."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..documents import Key
from ..lang.dates import Span
from ..ranking import BM25_B, BM25_K1, ENOUGH_ROWS, STEP_APART, title_weight
from . import exact
from .base import Question, Ranking
from .collapse import Match, collapse, own_facts
from .place import places_of
from .postgres_match import Conditions, forms_of
from .steps import Step


@dataclass(frozen=True, slots=True)
class Corpus:
    """What BM25 must know of the whole index."""

    documents: int
    average: float  # Words of a document.

    def weight(self, count: int) -> float:
        """The inverse document frequency in Lucene's form, which is never negative."""
        count = min(count, self.documents)
        return math.log(1 + (self.documents - count + 0.5) / (count + 0.5))


class PostgresRanking:
    """One question put to the table."""

    def __init__(
        self,
        cursor: Any,
        question: Question,
        asked: Conditions,
        corpus: Corpus,
        weights: Mapping[str, Sequence[tuple[str, float]]],
    ) -> None:
        self.cursor, self.question, self.asked = cursor, question, asked
        self.corpus, self.weights = corpus, weights
        self.is_partial = False

    def ranking(self, steps: Sequence[Step]) -> Ranking:
        ranking = collapse(self._matches(steps), self.question, own_facts)
        if self.is_partial and self.question.tab:
            # The newest matches of all tabs may hold few of this one.
            narrowed = collapse(self._matches(steps, self.question.kinds), self.question, own_facts)
            counts = {tab: max(count, narrowed.counts[tab]) for tab, count in ranking.counts.items()}
            ranking = replace(narrowed, counts=counts)
        return replace(ranking, is_partial=self.is_partial)

    def count(self, terms: Sequence[str], limit: int) -> int:
        """How many rows have one of `terms`, `limit` at most."""
        condition, values = self._condition(Step(any_of=tuple(terms)), ())
        self.cursor.execute(_COUNTED.format(condition=condition), [*values, limit])
        return self.cursor.fetchone()[0]

    def _matches(self, steps: Sequence[Step], kinds: Collection[str] = ()) -> list[Match]:
        found: dict[Key, Match] = {}
        for number, step in enumerate(steps):
            for match in self._run(step, number, kinds):
                found.setdefault(match[:2], match)
            if len(found) >= ENOUGH_ROWS:
                break
        return list(found.values())

    def _run(self, step: Step, number: int, kinds: Collection[str]) -> list[Match]:
        """The newest matches of one step, best first, all of them below those of the steps before."""
        condition, values = self._condition(step, kinds)
        terms = step.terms if step.is_scored else ()
        joins, score, score_values = self._score(terms)
        self.cursor.execute(
            _RANKED.format(
                condition=condition,
                joins=joins,
                score=score,
                order="DESC" if self.question.sought.sort == "old" else "",
            ),
            [*values, step.limit, number * STEP_APART, *score_values],
        )
        rows = self.cursor.fetchall()
        self.is_partial = self.is_partial or len(rows) == step.limit
        return rows

    def _condition(self, step: Step, kinds: Collection[str]) -> tuple[str, list]:
        """SQL for what a row must be, and its values."""
        scope, sought = self.question.scope, self.question.sought
        parts, values = ["vector @@ %s::tsquery"], [self.asked.within(step, kinds)]
        if scope.audiences is not None:
            parts.append("audience = ANY(%s)")
            values.append(sorted(scope.audiences))
        if scope.withdrawn:
            parts.append("(kind, key) NOT IN (SELECT * FROM unnest(%s::text[], %s::bigint[]))")
            values += [[kind for kind, _ in scope.withdrawn], [key for _, key in scope.withdrawn]]
        if sought.groups is not None:
            parts.append("grp = ANY(%s)")
            values.append(sorted(sought.groups))
        if sought.groups_apart:
            parts.append("grp <> ALL(%s)")
            values.append(sorted(sought.groups_apart))
        for phrase, is_title, is_excluded in sought.phrases:
            text = "split_part(plain, E'\\n', 1)" if is_title else "plain"
            parts.append(f"strpos({text}, %s) {'=' if is_excluded else '>'} 0")
            values.append(exact.plain(phrase.text))
        parts += [_written(span) for span in sought.spans]
        parts += [f"NOT {_written(span)}" for span in sought.apart]
        return " AND ".join(parts), values

    def _score(self, terms: Sequence[str]) -> tuple[str, str, list]:
        """SQL for the BM25 score of a found row: a join for each term that counts it, and the sum of all."""
        scored = [part for term in terms for part in self.weights[term]]
        forms = [forms_of(term) for term, _ in scored]
        title = title_weight(self.question.sought.is_draft)
        joins = "".join(
            _COUNT.format(n=n, title=title, in_title=_rank("title_vector", held), in_body=_rank("body_vector", held))
            for n, held in enumerate(forms)
        )
        length = f"{BM25_K1} * ({1 - BM25_B} + {BM25_B} * length / {max(self.corpus.average, 1.0)})"
        score = " + ".join(
            f"{weight * (BM25_K1 + 1)} * t{n}.times / (t{n}.times + {length})" for n, (_, weight) in enumerate(scored)
        )
        return joins, score or "0::float8", [form for held in forms for form in (*held, *held)]


def _rank(vector: str, forms: Sequence[str]) -> str:
    """The rank of the form that fits best: asked with all of them at once, PostgreSQL divides by their number."""
    return f"greatest({', '.join([_RANK.format(vector=vector)] * len(forms))})"


def _written(span: Span) -> str:
    return "(" + " OR ".join(f"place BETWEEN {first} AND {last}" for first, last in places_of(span)) + ")"


_COUNTED = "SELECT count(*) FROM (SELECT 1 FROM search_entry_3 WHERE {condition} LIMIT %s) AS found"
_RANKED = """
    WITH found AS MATERIALIZED (
        SELECT kind, key, grp, place, facts, length, title_vector, body_vector FROM search_entry_3
        WHERE {condition} ORDER BY place {order} LIMIT %s
    )
    SELECT kind, key, grp, {score} - %s AS score, place, facts FROM found {joins} ORDER BY score DESC, place
"""
_RANK = "ts_rank('{{1,1,1,1}}', {vector}, %s::tsquery)"
# ts_rank() with equal weights is the sum of 1/j² over the j occurrences of a word, divided by π²/6 = 1.645: from that
# the number of occurrences is had again as 1 / (1.645 · (1 - rank)) - 1/2, about. The two figures are moved a little,
# so that no occurrence gives zero and very many give a finite number.
_COUNT = """
    CROSS JOIN LATERAL (
        SELECT {title} * greatest(0, 1 / (1.645 * (1.001 - {in_title})) - 0.608)
        + greatest(0, 1 / (1.645 * (1.001 - {in_body})) - 0.608) AS times
    ) AS t{n}
"""
