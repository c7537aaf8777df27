"""How a question is written for FTS5's MATCH."""

from collections.abc import Iterable

from ..query import Clause
from .base import Question
from .marks import audience_mark, kind_mark, name_mark
from .steps import Step


def quoted(clause: Clause) -> str:
    """A string of FTS5: within quotes nothing has a meaning, and more than one word is a phrase."""
    return '"' + clause.text.replace('"', '""') + '"'


def any_of(terms: Iterable[str]) -> str:
    return "(" + " OR ".join(terms) + ")"


def words_of(step: Step) -> str:
    """What a document must have for `step`.

    A lifting word counts only beside a finding word: FTS5 then seeks in its list and does not walk it. That the
    finding words stand there twice weighs the rare words a little higher still."""
    if step.all_of:
        return "(" + " AND ".join(step.all_of) + ")"
    found = any_of(step.any_of)
    return f"{found} AND {any_of([*step.any_of, *step.lifting])}" if step.lifting else found


def within(words: str, question: Question, kinds: Iterable[str] = ()) -> str:
    """`words` narrowed to what the question's scope and exclusions leave, and to `kinds` when given.

    Marks are matched inside the full-text query, so that no document outside of the scope is counted or scored."""
    scope = question.scope
    parts = [f"({words})"]
    if scope.audiences is None:
        parts.append(any_of(_marks(map(name_mark, scope.names))))
    if kinds:
        parts.append(any_of(_marks(map(kind_mark, kinds))))
    excluded = [quoted(clause) for clause in question.query.excluded]
    excluded += _marks(map(audience_mark, scope.withdrawn_audiences))
    narrowed = " AND ".join(parts)
    return f"({narrowed}) NOT {any_of(excluded)}" if excluded else narrowed


def _marks(marks: Iterable[str]) -> list[str]:
    return [f'"{mark}"' for mark in sorted(marks)]
