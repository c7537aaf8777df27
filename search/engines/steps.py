"""How to ask for several words at a bounded price: which of them find documents, and which only lift what was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from ..lang import Leaf, Word
from ..lang.sought import Sought
from ..ranking import (
    COMMON_AT_MOST,
    DRAFT_WORDS,
    POSTINGS_TO_FIND,
    POSTINGS_TO_LIFT,
    POSTINGS_TO_SCORE,
    RARE_AT_MOST,
)
from ..stopwords import ALL as STOPWORDS


@dataclass(frozen=True, slots=True)
class Step:
    """Documents with any term of `any_of`, or else with all of `all_of`, or else all that the question's conditions
    leave. Steps go from narrow to wide until enough is found. Terms are written as their engine wants them."""

    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    lifting: tuple[str, ...] = ()  # These raise the score of what was found, and find nothing.
    limit: int = RARE_AT_MOST
    is_scored: bool = True  # Else the newest come first.

    @property
    def terms(self) -> tuple[str, ...]:
        """All that orders."""
        return (*self.any_of, *self.all_of, *self.lifting)


def steps_for(sought: Sought, frequencies: Iterable[tuple[int, str]]) -> list[Step]:
    """The steps for `sought`, given the number of documents that have each of its terms. What no document has is left
    out. Where some words must be there, these find and the others lift."""
    known = sorted((count, term) for count, term in frequencies if count)[: DRAFT_WORDS if sought.is_draft else None]
    if sought.required or not sought.words:
        return [_narrowed(known)] if known or not sought.required else []
    finding = _while_below(POSTINGS_TO_FIND, known)
    rest = known[len(finding) :]
    steps = [Step(any_of=finding, lifting=_while_below(POSTINGS_TO_LIFT, rest))] if finding else []
    for size in sorted({len(rest), 3, 2, 1}, reverse=True):
        if 0 < size <= len(rest):
            terms = tuple(term for _, term in rest[:size])
            is_scored = sum(count for count, _ in rest[:size]) <= POSTINGS_TO_SCORE
            steps.append(Step(all_of=terms, limit=COMMON_AT_MOST, is_scored=is_scored))
    return steps


def _narrowed(known: list[tuple[int, str]]) -> Step:
    lifting = _while_below(POSTINGS_TO_SCORE, known)
    is_rare = bool(known) and known[0][0] <= POSTINGS_TO_FIND
    return Step(lifting=lifting, limit=RARE_AT_MOST if is_rare else COMMON_AT_MOST, is_scored=bool(lifting))


def _while_below(limit: int, known: list[tuple[int, str]]) -> tuple[str, ...]:
    """The first terms whose counts add up to no more than `limit`."""
    spent = accumulate(count for count, _ in known)
    return tuple(term for (_, term), so_far in zip(known, spent, strict=True) if so_far <= limit)


def telling(sought: Sought) -> list[Leaf]:
    """What orders and is marked: without stop words, but with them when there is nothing else."""
    leaves = list(sought.leaves)
    return [leaf for leaf in leaves if not isinstance(leaf, Word) or not _is_stopword(leaf)] or leaves


def _is_stopword(word: Word) -> bool:
    return not word.is_prefix and word.text.casefold().strip("¿?¡!.,;:'’()") in STOPWORDS
