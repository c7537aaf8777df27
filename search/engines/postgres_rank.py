"""How PostgreSQL orders: steps find with the GIN index, and BM25 is worked out for what they found."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..documents import Key
from ..ranking import BM25_B, BM25_K1, ENOUGH_ROWS, STEP_APART, TITLE_WEIGHT
from .base import Question, Ranking
from .collapse import Match, collapse
from .marks import audience_mark, kind_mark, name_mark
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
        self, cursor: Any, question: Question, excluded: Sequence[str], corpus: Corpus, counts: Mapping[str, int]
    ) -> None:
        self.cursor, self.question, self.excluded = cursor, question, excluded
        self.corpus, self.counts = corpus, counts
        self.is_partial = False

    def ranking(self, steps: Sequence[Step]) -> Ranking:
        ranking = collapse(self._matches(steps), self.question)
        if self.is_partial and self.question.tab:
            # The newest matches of all tabs may hold few of this one.
            narrowed = collapse(self._matches(steps, self.question.kinds), self.question)
            counts = {tab: max(count, narrowed.counts[tab]) for tab, count in ranking.counts.items()}
            ranking = Ranking(narrowed.rows, counts)
        return replace(ranking, is_partial=self.is_partial)

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
        terms = (*step.any_of, *step.all_of, *step.lifting) if step.is_scored else ()
        joins, score, score_values = self._score(terms)
        self.cursor.execute(
            _RANKED.format(condition=condition, joins=joins, score=score),
            [*values, step.limit, number * STEP_APART, *score_values],
        )
        rows = self.cursor.fetchall()
        self.is_partial = self.is_partial or len(rows) == step.limit
        return rows

    def _condition(self, step: Step, kinds: Collection[str]) -> tuple[str, list]:
        """What a row must be: marks stand in the same index as words, so all of it is one look into it."""
        scope = self.question.scope
        parts = [_all_of(step.all_of) if step.all_of else _any_of(step.any_of)]
        if scope.audiences is None:
            parts.append(_any_of(_marks(map(name_mark, scope.names))))
        if kinds:
            parts.append(_any_of(_marks(map(kind_mark, kinds))))
        excluded = [*self.excluded, *_marks(map(audience_mark, scope.withdrawn_audiences))]
        if excluded:
            parts.append(f"!{_any_of(excluded)}")
        condition, values = "vector @@ %s::tsquery", [" & ".join(parts)]
        if scope.audiences is not None:
            condition += " AND audience = ANY(%s)"
            values.append(sorted(scope.audiences))
        if scope.withdrawn:
            condition += " AND (kind, key) NOT IN (SELECT * FROM unnest(%s::text[], %s::bigint[]))"
            values += [[kind for kind, _ in scope.withdrawn], [key for _, key in scope.withdrawn]]
        return condition, values

    def _score(self, terms: Sequence[str]) -> tuple[str, str, list]:
        """SQL for the BM25 score of a found row: a join for each term that counts it, and the sum of all."""
        joins = "".join(_COUNT.format(n=n, title=TITLE_WEIGHT) for n in range(len(terms)))
        length = f"{BM25_K1} * ({1 - BM25_B} + {BM25_B} * length / {max(self.corpus.average, 1.0)})"
        score = " + ".join(
            f"{self.corpus.weight(self.counts[term]) * (BM25_K1 + 1)} * t{n}.times / (t{n}.times + {length})"
            for n, term in enumerate(terms)
        )
        return joins, score or "0", [term for term in terms for _ in range(2)]


def _marks(marks: Iterable[str]) -> list[str]:
    return [f"'{mark}'" for mark in sorted(marks)]


def _any_of(terms: Iterable[str]) -> str:
    return "(" + " | ".join(f"({term})" for term in terms) + ")"


def _all_of(terms: Iterable[str]) -> str:
    return "(" + " & ".join(f"({term})" for term in terms) + ")"


_RANKED = """
    WITH found AS MATERIALIZED (
        SELECT kind, key, grp, place, length, title_vector, body_vector FROM search_entry_1
        WHERE {condition} ORDER BY place LIMIT %s
    )
    SELECT kind, key, grp, {score} - %s AS score FROM found {joins} ORDER BY score DESC, place
"""
# ts_rank() with equal weights is the sum of 1/j² over the j occurrences of a word, divided by π²/6 = 1.645: from that
# the number of occurrences is had again as 1 / (1.645 · (1 - rank)) - 1/2, about. The two figures are moved a little,
# so that no occurrence gives zero and very many give a finite number.
_COUNT = """
    CROSS JOIN LATERAL (
        SELECT {title} * greatest(0, 1 / (1.645 * (1.001 - ts_rank('{{1,1,1,1}}', title_vector, %s::tsquery))) - 0.608)
        + greatest(0, 1 / (1.645 * (1.001 - ts_rank('{{1,1,1,1}}', body_vector, %s::tsquery))) - 0.608) AS times
    ) AS t{n}
"""
