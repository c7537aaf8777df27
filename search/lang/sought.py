"""What an index is asked: the tree with every filter turned into marks, spans of time and groups."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from .dates import Span
from .tree import Filter, Leaf, Node, Not, Phrase, Query, Title, Word, leaves_of


@dataclass(frozen=True, slots=True)
class Kin:
    """Another word or phrase that stands for one that was typed. A faint one counts for less."""

    word: Word
    is_faint: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """`words` find and order, any of them; `must` and `must_not` narrow.

    A document is written within all `spans` and outside of all `apart`; with `groups` it belongs to one of them. With
    `is_draft` the words are those of a whole text, of which the rarest tell what it is about. Where one of the
    `kin` of a word is, the word is found."""

    words: tuple[Leaf, ...] = ()
    must: tuple[Node, ...] = ()
    must_not: tuple[Node, ...] = ()
    spans: tuple[Span, ...] = ()
    apart: tuple[Span, ...] = ()
    groups: frozenset[str] | None = None
    groups_apart: frozenset[str] = frozenset()
    sort: str = ""
    is_draft: bool = False
    kin: tuple[tuple[Leaf, tuple[Kin, ...]], ...] = ()

    def kin_of(self, leaf: Leaf) -> tuple[Kin, ...]:
        """What stands for `leaf` too."""
        return next((some for word, some in self.kin if word == leaf), ()) if self.kin else ()

    @property
    def kindred(self) -> tuple[Word, ...]:
        """All that was not typed."""
        return tuple(dict.fromkeys(one.word for _, some in self.kin for one in some))

    @property
    def required(self) -> tuple[Leaf, ...]:
        """The words and phrases among what must be."""
        return tuple(dict.fromkeys(leaf for node in self.must for leaf in leaves_of(node)))

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """All that orders and is marked."""
        return tuple(dict.fromkeys([*self.words, *self.required]))

    @property
    def phrases(self) -> Iterator[tuple[Phrase, bool, bool]]:
        """The phrases that hold for the whole query: each with whether it is of the title and whether excluded."""
        for is_excluded, nodes in ((False, self.must), (True, self.must_not)):
            for node in nodes:
                of = node.of if isinstance(node, Title) else node
                if isinstance(of, Phrase):
                    yield of, isinstance(node, Title), is_excluded

    def but(self, *words: Leaf) -> "Sought":
        """The same with other words."""
        return replace(self, words=words)


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as understood for one viewer: what to ask, how its filters are called, and what to tell."""

    query: Query
    sought: Sought
    labels: Mapping[Filter, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


def is_soft(node: Node) -> bool:
    """Words that stand by themselves find, and need not all be there."""
    return isinstance(node, Word)


def split(parts: tuple[Node, ...]) -> tuple[tuple[Leaf, ...], tuple[Node, ...], tuple[Node, ...]]:
    """What finds, what must be, what must not be."""
    words = tuple(part for part in parts if is_soft(part))
    must = tuple(part for part in parts if not is_soft(part) and not isinstance(part, Not))
    must_not = tuple(part.of for part in parts if isinstance(part, Not))
    return words, must, must_not


def plain(query: Query) -> Sought:
    """A query without filters, as it can be asked without knowing who asks."""
    words, must, must_not = split(query.parts)
    return Sought(words, must, must_not, sort=query.sort)
