"""From a question to FTS5's MATCH expressions: which words find documents, and which only lift what was found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate

from ..query import Clause, Phrase, Query
from ..ranking import COMMON_AT_MOST, POSTINGS_TO_FIND, POSTINGS_TO_LIFT, POSTINGS_TO_SCORE, RARE_AT_MOST
from ..stopwords import ALL as STOPWORDS
from .base import Question
from .marks import audience_mark, kind_mark, name_mark

Frequency = Callable[[str], int]  # How many documents have a term, counted no further than POSTINGS_TO_SCORE.


@dataclass(frozen=True, slots=True)
class Step:
    """One expression to ask with. Steps go from narrow to wide until enough is found."""

    expression: str
    limit: int
    is_scored: bool = True  # Else the newest come first.


def steps_for(query: Query, frequency: Frequency) -> list[Step]:
    """How to ask for the words of `query`. A word that no document has is left out; no words, no steps."""
    known = sorted(
        (count, term) for term in dict.fromkeys(map(quoted, telling(query.wanted))) if (count := frequency(term))
    )
    finding = _while_below(POSTINGS_TO_FIND, known)
    rest = known[len(finding) :]
    steps = []
    if finding:
        steps.append(Step(_finding(finding, _while_below(POSTINGS_TO_LIFT, rest)), RARE_AT_MOST))
    for size in sorted({len(rest), 3, 2, 1}, reverse=True):
        if 0 < size <= len(rest):
            expression = all_of(term for _, term in rest[:size])
            is_scored = sum(count for count, _ in rest[:size]) <= POSTINGS_TO_SCORE
            steps.append(Step(expression, COMMON_AT_MOST, is_scored))
    return steps


def _while_below(limit: int, known: list[tuple[int, str]]) -> list[str]:
    """The first terms whose counts add up to no more than `limit`."""
    spent = accumulate(count for count, _ in known)
    return [term for (_, term), so_far in zip(known, spent, strict=True) if so_far <= limit]


def _finding(finding: list[str], lifting: list[str]) -> str:
    """A lifting word counts only beside a finding word: FTS5 then seeks in its list and does not walk it. That the
    finding words stand there twice weighs the rare words a little higher still."""
    found = any_of(finding)
    return f"{found} AND {any_of([*finding, *lifting])}" if lifting else found


def telling(clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses without stop words; with them when there is nothing else."""
    clauses = list(clauses)
    return [
        clause
        for clause in clauses
        if isinstance(clause, Phrase) or clause.text.casefold().strip("¿?¡!.,;:'’") not in STOPWORDS
    ] or clauses


def quoted(clause: Clause) -> str:
    """A string of FTS5: within quotes nothing has a meaning, and more than one word is a phrase."""
    return '"' + clause.text.replace('"', '""') + '"'


def any_of(terms: Iterable[str]) -> str:
    return "(" + " OR ".join(terms) + ")"


def all_of(terms: Iterable[str]) -> str:
    return "(" + " AND ".join(terms) + ")"


def within(expression: str, question: Question, kinds: Iterable[str] = ()) -> str:
    """`expression` narrowed to what the question's scope and exclusions leave, and to `kinds` when given.

    Marks are matched inside the full-text query, so that no document outside of the scope is counted or scored."""
    scope = question.scope
    parts = [f"({expression})"]
    if scope.audiences is None:
        parts.append(any_of(map(quoted_mark, sorted(map(name_mark, scope.names)))))
    if kinds:
        parts.append(any_of(map(quoted_mark, sorted(map(kind_mark, kinds)))))
    excluded = [quoted(clause) for clause in question.query.excluded]
    excluded += map(quoted_mark, sorted(map(audience_mark, scope.withdrawn_audiences)))
    narrowed = " AND ".join(parts)
    return f"({narrowed}) NOT {any_of(excluded)}" if excluded else narrowed


def quoted_mark(mark: str) -> str:
    return f'"{mark}"'
