"""How to ask for several words at a bounded price: which of them find documents, and which only lift what was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from ..query import Clause, Phrase
from ..ranking import COMMON_AT_MOST, POSTINGS_TO_FIND, POSTINGS_TO_LIFT, POSTINGS_TO_SCORE, RARE_AT_MOST
from ..stopwords import ALL as STOPWORDS


@dataclass(frozen=True, slots=True)
class Step:
    """Documents with any term of `any_of`, or else with all of `all_of`. Steps go from narrow to wide until enough is
    found. Terms are written as their engine wants them."""

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    lifting: tuple[str, ...] = ()  # These raise the score of what was found, and find nothing.
    limit: int = RARE_AT_MOST
    is_scored: bool = True  # Else the newest come first.


def steps_for(frequencies: Iterable[tuple[int, str]]) -> list[Step]:
    """The steps for terms and the number of documents that have each. What no document has is left out."""
    known = sorted((count, term) for count, term in frequencies if count)
    finding = _while_below(POSTINGS_TO_FIND, known)
    rest = known[len(finding) :]
    steps = [Step(any_of=finding, lifting=_while_below(POSTINGS_TO_LIFT, rest))] if finding else []
    for size in sorted({len(rest), 3, 2, 1}, reverse=True):
        if 0 < size <= len(rest):
            terms = tuple(term for _, term in rest[:size])
            is_scored = sum(count for count, _ in rest[:size]) <= POSTINGS_TO_SCORE
            steps.append(Step(all_of=terms, limit=COMMON_AT_MOST, is_scored=is_scored))
    return steps


def _while_below(limit: int, known: list[tuple[int, str]]) -> tuple[str, ...]:
    """The first terms whose counts add up to no more than `limit`."""
    spent = accumulate(count for count, _ in known)
    return tuple(term for (_, term), so_far in zip(known, spent, strict=True) if so_far <= limit)


def telling(clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses without stop words; with them when there is nothing else."""
    clauses = list(clauses)
    return [clause for clause in clauses if isinstance(clause, Phrase) or not _is_stopword(clause.text)] or clauses


def _is_stopword(text: str) -> bool:
    return text.casefold().strip("¿?¡!.,;:'’()") in STOPWORDS
