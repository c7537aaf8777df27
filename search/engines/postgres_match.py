"""How a question is written as a tsquery."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..lang import AllOf, AnyOf, Held, Leaf, Node, Not, Title, Word, leaves_of, marks
from ..lang.sought import Sought
from ..ranking import FAINT
from .base import Question
from .postgres_writer import CONFIGURATION, SPANISH_CONFIGURATION, words_of
from .steps import Step, telling

_NOTHING = marks.flag("nothing")
_LEXEME = re.compile(r"'(?:[^']|'')*'")


def terms_of(cursor: Any, leaves: Iterable[Leaf]) -> dict[Leaf, str]:
    """Each leaf as the text of a tsquery. What holds no word for PostgreSQL falls away."""
    leaves = list(leaves)
    inner = [leaf.of if isinstance(leaf, Title) else leaf for leaf in leaves]
    cursor.execute(_TERMS, [[words_of(one.text) for one in inner]])
    terms = {}
    for leaf, one, (text,) in zip(leaves, inner, cursor.fetchall(), strict=True):
        signs = (":*" if isinstance(one, Word) and one.is_prefix else "", "A" if isinstance(leaf, Title) else "")
        sign = (signs[0] or ":") + signs[1] if any(signs) else ""
        if text:
            terms[leaf] = f"({_LEXEME.sub(lambda found, sign=sign: found[0] + sign, text)})"
    return terms


def forms_of(term: str) -> list[str]:
    """The alternatives of a term of `terms_of`: its English and its Spanish stems, where they differ."""
    return term[1:-1].split(" | ")


def weighed(sought: Sought, terms: Mapping[Leaf, str]) -> dict[str, list[tuple[str, float]]]:
    """The term of each word that orders, with its kin beside it; and what that is scored by, each with its weight."""
    found: dict[str, list[tuple[str, float]]] = {}
    for leaf in telling(sought):
        parts = [(terms[leaf], 1.0)] if leaf in terms else []
        kin = [(terms[one.word], FAINT if one.is_faint else 1.0) for one in sought.kin_of(leaf) if one.word in terms]
        if parts or kin:
            found[any_of(term for term, _ in [*parts, *kin]) if kin else parts[0][0]] = [*parts, *kin]
    return found


class Conditions:
    """Writes the conditions of one question, given its words as tsqueries."""

    def __init__(self, question: Question, terms: Mapping[Leaf, str]) -> None:
        self.question, self.terms = question, terms

    def within(self, step: Step, kinds: Iterable[str]) -> str:
        """All that a row must be: marks stand in the same index as words, so all of it is one look into it."""
        scope, sought = self.question.scope, self.question.sought
        parts = [all_of(step.all_of)] if step.all_of else []
        parts += [any_of(step.any_of)] if step.any_of else []
        parts += filter(None, map(self.node, sought.must))
        if scope.audiences is None:
            parts.append(_any_mark(map(marks.name, scope.names)))
        if kinds or not parts:
            parts.append(_any_mark(map(marks.kind, kinds or self.question.kinds)))
        excluded = [self.node(node) for node in sought.must_not if node not in self.question.checked_later]
        excluded += [_any_mark(map(marks.audience, scope.withdrawn_audiences))] if scope.withdrawn_audiences else []
        return " & ".join([*parts, *(f"!{part}" for part in excluded if part)])

    def node(self, node: Node) -> str:
        """A node of the tree; empty where PostgreSQL knows no word of it."""
        if isinstance(node, Held):
            return _any_mark(node.marks or {_NOTHING}, ":*" if node.is_begun else "")
        if isinstance(node, Not):
            inside = self.node(node.of)
            return f"(!{inside})" if inside else ""
        if isinstance(node, AnyOf | AllOf):
            parts = [part for part in map(self.node, node.nodes) if part]
            return (any_of if isinstance(node, AnyOf) else all_of)(parts) if parts else ""
        return self.terms.get(node, "")


def all_leaves(question: Question) -> list[Leaf]:
    """The words and phrases of the whole question, also of what must not be."""
    sought = question.sought
    nodes = [*sought.words, *sought.kindred, *sought.must, *sought.must_not]
    return list(dict.fromkeys(leaf for node in nodes for leaf in _every_leaf(node)))


def _every_leaf(node: Node) -> Iterable[Leaf]:
    if isinstance(node, Not):
        return _every_leaf(node.of)
    if isinstance(node, AnyOf | AllOf):
        return [leaf for part in node.nodes for leaf in _every_leaf(part)]
    return leaves_of(node)


def any_of(terms: Iterable[str]) -> str:
    return "(" + " | ".join(terms) + ")"


def all_of(terms: Iterable[str]) -> str:
    return "(" + " & ".join(terms) + ")"


def _any_mark(held: Iterable[str], sign: str = "") -> str:
    return any_of(f"'{mark}'{sign}" for mark in sorted(held))


_TERMS = f"""
    SELECT CASE WHEN english = spanish THEN english ELSE english || ' | ' || spanish END
    FROM (
        SELECT number, phraseto_tsquery('{CONFIGURATION}', text)::text AS english,
            phraseto_tsquery('{SPANISH_CONFIGURATION}', text)::text AS spanish
        FROM unnest(%s::text[]) WITH ORDINALITY AS t (text, number)
    ) AS stems ORDER BY number
"""  # noqa: S608 - a constant of ours.
