"""The typed tree of a query: what its parts are, and how each is written again."""

from collections.abc import Iterator
from dataclasses import dataclass, field

_BREAKING = frozenset(" ()")  # A value with one of these is written in quotes.


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was typed; engines bring it to its stem. With `is_prefix` it stands for all that begin so."""

    text: str
    is_prefix: bool = False

    def __str__(self) -> str:
        return f"{self.text}*" if self.is_prefix else self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side in this order and in these very forms."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


@dataclass(frozen=True, slots=True)
class Title:
    """A word or phrase that must stand in the title."""

    of: Word | Phrase

    def __str__(self) -> str:
        return f"title:{self.of}"


@dataclass(frozen=True, slots=True)
class Filter:
    """An operator with its value, as typed: `in:fleet-managers`."""

    name: str
    value: str

    def __str__(self) -> str:
        is_plain = _BREAKING.isdisjoint(self.value)
        return f"{self.name}:{self.value}" if is_plain else f'{self.name}:"{self.value}"'


@dataclass(frozen=True, slots=True)
class Held:
    """What a filter means to an index: the document bears one of these marks. Without any, nothing does.

    With `is_begun` the marks are beginnings: one bears what goes on from there."""

    marks: frozenset[str]
    is_begun: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be."""

    of: "Node"

    def __str__(self) -> str:
        return f"-{_within(self.of)}"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these at least."""

    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " OR ".join(map(_within, self.nodes))


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of these."""

    nodes: tuple["Node", ...]

    def __str__(self) -> str:
        return " ".join(f"({node})" if isinstance(node, AnyOf) else str(node) for node in self.nodes)


Leaf = Word | Phrase | Title
Node = Leaf | Filter | Held | Not | AnyOf | AllOf


def _within(node: Node) -> str:
    return f"({node})" if isinstance(node, AnyOf | AllOf) else str(node)


def leaves_of(node: Node) -> Iterator[Leaf]:
    """The words and phrases of `node` that a document may have, not those that it must not have."""
    if isinstance(node, Word | Phrase | Title):
        yield node
    elif isinstance(node, AnyOf | AllOf):
        for part in node.nodes:
            yield from leaves_of(part)


@dataclass(frozen=True, slots=True)
class Query:
    """The parts in the order they were typed, and what the reader should be told about how they were read."""

    text: str
    parts: tuple[Node, ...] = ()
    sort: str = ""
    notices: tuple[str, ...] = field(default=())

    @property
    def is_answerable(self) -> bool:
        """Whether anything says what to look for; what only leaves results out does not."""
        return any(not isinstance(part, Not) for part in self.parts)

    def without(self, *left_out: Node) -> str:
        """The text of this query with some parts taken out."""
        written = [str(part) for part in self.parts if part not in left_out]
        return " ".join([*written, f"sort:{self.sort}"] if self.sort else written)

    def filters(self, name: str) -> tuple[Filter, ...]:
        """The filters of one operator that hold for the whole query."""
        return tuple(part for part in self.parts if isinstance(part, Filter) and part.name == name)
