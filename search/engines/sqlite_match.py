"""How a question is written for FTS5's MATCH."""

from collections.abc import Iterable, Mapping

from ..lang import AllOf, AnyOf, Held, Leaf, Node, Not, Title, Word, marks
from ..lang.sought import Sought
from .base import Question
from .spanish import stemmed
from .steps import Step, telling

_NOTHING = marks.flag("nothing")


def term(leaf: Leaf) -> str:
    """A string of FTS5: within quotes nothing has a meaning, and more than one word is a phrase."""
    if isinstance(leaf, Title):
        return f"title : {term(leaf.of)}"
    if isinstance(leaf, Word) and leaf.is_prefix:
        return f"{_quoted(leaf.text)}*"
    return f"({_quoted(leaf.text)} OR {_quoted(stemmed(leaf.text))})"


def terms_of(sought: Sought) -> dict[str, list[str]]:
    """The term of each word that orders, with its kin beside it; and which of these are faint."""
    terms: dict[str, list[str]] = {}
    for leaf in telling(sought):
        kin = sought.kin_of(leaf)
        whole = any_of([term(leaf), *(term(one.word) for one in kin)]) if kin else term(leaf)
        terms[whole] = [term(one.word) for one in kin if one.is_faint]
    return terms


def faint_in(step: Step, terms: Mapping[str, list[str]]) -> str:
    """The faint terms as often as `words_of` has them; nothing where there are none."""
    written = [*step.terms, *(step.any_of if step.lifting else ())]
    faint = [one for whole in written for one in terms[whole]]
    return any_of(faint) if faint else ""


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def any_of(terms: Iterable[str]) -> str:
    return "(" + " OR ".join(terms) + ")"


def all_of(terms: Iterable[str]) -> str:
    return "(" + " AND ".join(terms) + ")"


def condition(node: Node, kinds: Iterable[str]) -> str:
    """A node of the tree. What is not something stands within all of `kinds`, since NOT needs two sides."""
    if isinstance(node, Held):
        return _any_mark(node.marks or {_NOTHING}, "*" if node.is_begun else "")
    if isinstance(node, Not):
        return f"({_any_mark(map(marks.kind, kinds))} NOT {condition(node.of, kinds)})"
    if isinstance(node, AnyOf):
        return any_of(condition(part, kinds) for part in node.nodes)
    if isinstance(node, AllOf):
        return all_of(condition(part, kinds) for part in node.nodes)
    return f"({term(node)})"


def words_of(step: Step) -> str:
    """What a document must have for `step`; nothing where the question's conditions find alone.

    A lifting word counts only beside a finding word: FTS5 then seeks in its list and does not walk it. That the
    finding words stand there twice weighs the rare words a little higher still."""
    if step.all_of:
        return all_of(step.all_of)
    if not step.any_of:
        return ""
    found = any_of(step.any_of)
    return f"{found} AND {any_of([*step.any_of, *step.lifting])}" if step.lifting else found


def within(words: str, question: Question, kinds: Iterable[str] = ()) -> str:
    """`words` narrowed to what the question's scope, conditions and exclusions leave, and to `kinds` when given.

    Marks are matched inside the full-text query, so that no document outside of the scope is counted or scored."""
    scope, sought = question.scope, question.sought
    parts = [f"({words})"] if words else []
    parts += [condition(node, question.kinds) for node in sought.must]
    if scope.audiences is None:
        parts.append(_any_mark(map(marks.name, scope.names)))
    if kinds or not parts:
        parts.append(_any_mark(map(marks.kind, kinds or question.kinds)))
    excluded = [condition(node, question.kinds) for node in sought.must_not if node not in question.checked_later]
    excluded += [_any_mark(map(marks.audience, scope.withdrawn_audiences))] if scope.withdrawn_audiences else []
    narrowed = " AND ".join(parts)
    return f"({narrowed}) NOT {any_of(excluded)}" if excluded else narrowed


def _any_mark(held: Iterable[str], sign: str = "") -> str:
    return any_of(f'"{mark}"{sign}' for mark in sorted(held))
