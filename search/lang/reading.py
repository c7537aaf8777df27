"""From typed text to a tree. Any text is a query: nothing here raises, odd input is explained."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .dates import span_of
from .operators import DATED, OPERATORS, OWN_STATES, SORTED, TITLED, Operator
from .tree import AllOf, AnyOf, Filter, Node, Not, Phrase, Query, Title, Word

LONGEST = 1_000  # Characters that are read; what follows is left out, and said so.
MOST_CLAUSES = 32
DEEPEST = 8
SHORTEST_PREFIX = 2

# A minus sign only excludes at the start of a clause: "co-operation" is one word.
_CLAUSE = re.compile(
    r"(?P<close>\))|(?P<minus>-?)(?:(?P<open>\()"
    r'|(?P<name>[A-Za-z]{2,10}):(?:"(?P<quoted>[^"]*)"?|(?P<value>[^\s"()]*))'
    r'|"(?P<phrase>[^"]*)"?|(?P<word>[^\s"()]+))'
)
# What no engine can keep, and the private signs with which an index marks its own tokens.
_UNSEARCHABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ue000-\uf8ff]")
_CURLY = str.maketrans("“”„«»‟", '""""""')


def parse(text: str) -> Query:
    """Read `text`. A quote or bracket without its twin runs to the end of the text."""
    notices: list[str] = []
    cleaned = " ".join(_UNSEARCHABLE.sub(" ", text[: LONGEST * 2]).split())
    if len(cleaned) > LONGEST or len(text) > LONGEST * 2:
        cleaned = cleaned[:LONGEST]
        notices.append(_("Only the first %(count)d characters were searched.") % {"count": LONGEST})
    clauses = list(_CLAUSE.finditer(cleaned.translate(_CURLY)))
    if len(clauses) > MOST_CLAUSES:
        clauses = clauses[:MOST_CLAUSES]
        notices.append(_("Only the first %(count)d words were searched.") % {"count": MOST_CLAUSES})
    reader = _Reader(clauses, notices)
    parts = tuple(dict.fromkeys([*_flat(reader.sequence()), *reader.moved]))
    if parts and all(isinstance(part, Not) for part in parts):
        reader.say(_("Add a word to look for: words with a minus only leave results out."))
    return Query(cleaned, parts, reader.sort, tuple(reader.notices))


def _flat(nodes: Iterable[Node]) -> Iterable[Node]:
    """Brackets that join nothing are those of a sentence: what is in them stands as if they were not there."""
    for node in nodes:
        if isinstance(node, AllOf):
            yield from _flat(node.nodes)
        else:
            yield node


@dataclass(slots=True)
class _Reader:
    """Walks along the clauses once."""

    clauses: list[re.Match[str]]
    notices: list[str]
    moved: list[Node] = field(default_factory=list)  # Filters that hold for the whole search wherever they stand.
    sort: str = ""
    at: int = 0

    def say(self, notice: str) -> None:
        if notice not in self.notices:
            self.notices.append(notice)

    def sequence(self, depth: int = 0) -> list[Node]:
        """The nodes up to the end of these brackets, alternatives joined."""
        nodes: list[Node] = []
        joins = False
        while self.at < len(self.clauses):
            clause = self.clauses[self.at]
            self.at += 1
            if clause["close"]:
                if depth:
                    break
                continue
            if clause["word"] in {"OR", "|"} and not clause["minus"]:
                joins = self._joins(nodes)
                continue
            node = self._node(clause, depth)
            if node is None:
                continue
            nodes[-1:] = [_either(nodes[-1], node)] if joins else [*nodes[-1:], node]
            joins = False
        if joins:
            self.say(_("OR stands between two words: word OR word."))
        return nodes

    def _joins(self, nodes: list[Node]) -> bool:
        if not nodes:
            self.say(_("OR stands between two words: word OR word."))
        return bool(nodes)

    def _node(self, clause: re.Match[str], depth: int) -> Node | None:
        if clause["open"]:
            node = self._bracketed(depth)
        elif clause["name"]:
            node = self._operator(clause, depth)
        elif clause["phrase"] is not None:
            node = _phrase(clause["phrase"])
        else:
            node = self._word(clause["word"])
        return Not(node) if node is not None and clause["minus"] else node

    def _bracketed(self, depth: int) -> Node | None:
        if depth >= DEEPEST:
            self.say(_("Brackets within brackets are read %(count)d deep.") % {"count": DEEPEST})
            return None
        inside = self.sequence(depth + 1)
        if not inside:
            return None
        return inside[0] if len(inside) == 1 else AllOf(tuple(inside))

    def _word(self, text: str) -> Node | None:
        if text == "AND":
            self.say(_("AND is not needed: what has most of your words comes first."))
            return None
        bare = text.rstrip("*")
        if not _has_letters(bare):
            return None
        if bare == text:
            return Word(text)
        if len(bare) < SHORTEST_PREFIX:
            self.say(_("A star needs two letters before it: na*."))
            return Word(bare)
        return Word(bare, is_prefix=True)

    def _operator(self, clause: re.Match[str], depth: int) -> Node | None:
        name = clause["name"].lower()
        is_quoted = clause["quoted"] is not None
        value = " ".join((clause["quoted"] if is_quoted else clause["value"]).split())
        operator = OPERATORS.get(name)
        if operator is None:
            return self._unknown(clause["name"], value)
        if not _has_letters(value):
            self.say(_("%(name)s: needs something behind it, as in %(example)s.") % _told(operator))
            return None
        if operator.way == TITLED:
            return Title(Phrase(value) if is_quoted else self._word(value) or Word(value))
        value = value.lstrip("#@")
        if operator.values and value.lower() not in operator.values:
            self.say(_("%(name)s: does not know “%(value)s”. It takes: %(means)s.") % _told(operator, value))
            return None
        if operator.way == SORTED:
            self.sort = "" if value.lower() == "relevance" else value.lower()
            return None
        if operator.way == DATED and span_of(value) is None:
            self.say(_("%(name)s: needs a date, as in %(example)s.") % _told(operator))
            return None
        return self._placed(Filter(name, value), bool(clause["minus"]), depth)

    def _placed(self, node: Filter, is_excluded: bool, depth: int) -> Node | None:
        """`node` where it stands; a date or one's own state holds for the whole search and goes to its end."""
        is_own = node.name == "is" and node.value.lower() in OWN_STATES
        if not depth or not (is_own or OPERATORS[node.name].way == DATED):
            return node
        self.say(_("%(filter)s holds for the whole search, in brackets or not.") % {"filter": str(node)})
        self.moved.append(Not(node) if is_excluded else node)
        return None

    def _unknown(self, name: str, value: str) -> Node | None:
        if not _has_letters(value) or value.startswith("/"):
            return Word(f"{name}:{value}")
        self.say(_("There is no operator “%(name)s:”, so it was searched as words.") % {"name": name})
        return Phrase(f"{name} {value}") if " " in value else Word(f"{name}:{value}")


def _either(first: Node, second: Node) -> AnyOf:
    return AnyOf((*(first.nodes if isinstance(first, AnyOf) else (first,)), second))


def _phrase(text: str) -> Phrase | None:
    inside = text.strip()
    return Phrase(inside) if _has_letters(inside) else None


def _told(operator: Operator, value: str = "") -> dict[str, str]:
    return {"name": operator.name, "example": operator.example, "means": str(operator.means), "value": value}


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
