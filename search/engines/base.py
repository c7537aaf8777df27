"""What every engine promises: the shapes that go in and come out. The conformance tests hold all of them to it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from ..documents import Document, Key
from ..lang import Node, Phrase, Title
from ..lang.sought import Sought

FIRST = -(1 << 63)  # Before every place in an index.
# What stands around a match in an excerpt: signs of the private use area, which no indexed text contains.
START, END = "\ue000", "\ue001"


@dataclass(frozen=True, slots=True)
class Scope:
    """What an answer may be made of. Only `search.gate` builds one.

    A document is inside when one of its names is in `names`, and neither its audience, its group nor its key is
    withdrawn. `audiences` is given where the viewer carries too many names to ask with: then it takes their place,
    together with `names` for the documents whose names do not follow from an audience."""

    names: frozenset[str]
    audiences: frozenset[str] | None = None
    withdrawn_audiences: frozenset[str] = frozenset()
    withdrawn: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Question:
    """What is sought, what it may be answered from, and the tab that is looked at ("" for all of them).

    `tabs` says which kinds of documents each tab shows; what no tab names is not found at all."""

    sought: Sought
    scope: Scope
    tabs: Mapping[str, frozenset[str]]
    tab: str = ""
    has_facets: bool = False  # Whether facts are counted too.
    is_apart: bool = False  # Whether each document makes a row of its own, whatever its group.

    @property
    def kinds(self) -> frozenset[str]:
        return self.tabs.get(self.tab, frozenset()) if self.tab else frozenset().union(*self.tabs.values())

    @property
    def checked_later(self) -> frozenset[Node]:
        """The phrases that a stemmed index must not leave out by itself, since they mean their very words."""
        nodes = self.sought.must_not
        return frozenset(node for node in nodes if isinstance(node.of if isinstance(node, Title) else node, Phrase))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of results: the best documents of a group, best first, and how many more of the group match."""

    keys: tuple[Key, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Ranking:
    """Rows in their order, how many rows each tab has, and how many of the shown tab's rows have each fact, as in
    `facets["in"]["12"]`. With `is_partial` these are lower bounds."""

    rows: Sequence[Row] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    is_partial: bool = False


class Unavailable(Exception):  # noqa: N818 - a state of the index, as PermissionDenied is one of a request.
    """The index cannot answer now: missing, half-built, damaged. The site goes on; the clock of the relay mends it."""


class Writer(Protocol):
    """Changes of one transaction of the index. Whoever holds a writer is the only one: read the database after that."""

    def put(self, documents: Iterable[Document], names: Mapping[str, Collection[str]]) -> None:
        """Add or replace documents. `names` says for each audience who reaches it."""

    def remove(self, keys: Iterable[Key]) -> None:
        """Take documents out; unknown keys are fine."""

    def restamp(self, audience: str, names: Collection[str], after: int, limit: int) -> int | None:
        """Give the next `limit` documents of `audience` these names, from after the place `after` (FIRST at the start);
        where to go on, None at the end."""

    def keys_of(self, kind: str, after: int, limit: int) -> Sequence[int]:
        """The next ids of `kind` that have a document, in ascending order."""

    def note(self, name: str, value: str) -> None:
        """Keep a word about the index itself inside of it."""


class Engine(Protocol):
    """An index of documents that answers queries within a scope."""

    name: str
    sink: str  # Of the outbox: how this index hears of what happened.

    def writing(self, *, is_rebuild: bool = False) -> AbstractContextManager[Writer]:
        """A writer until the end of the block. Makes the index where there is none.

        Ask for it first, then read the database, then write: so a document built earlier never replaces a later one,
        whether the engine lets one writer in at a time or numbers them. What a rebuild writes may show a little later.
        """

    def rank(self, question: Question) -> Ranking:
        """The rows of the question's tab and the counts of all tabs. Raises Unavailable."""

    def count(self, question: Question, limit: int) -> int:
        """How many documents have one of the words within the scope, `limit` at most. Raises Unavailable."""

    def words_like(self, word: str, edits: int) -> Collection[tuple[int, str]]:
        """Words spelt like `word` that some document has or had, whoever may read it, with their distance."""

    def documents(self, keys: Collection[Key]) -> Mapping[Key, Document]:
        """The documents as they were indexed. Raises Unavailable."""

    def readers(self, keys: Collection[Key]) -> Mapping[Key, frozenset[str]]:
        """The names that open each of the documents now. Raises Unavailable."""

    def excerpts(self, sought: Sought, keys: Collection[Key]) -> Mapping[Key, "Excerpt"]:
        """Title and best fragment of the documents, with what matched marked. Raises Unavailable."""

    def noted(self, name: str) -> str:
        """What `note` kept, empty when nothing. Raises Unavailable."""

    def is_sound(self) -> bool:
        """False when the index is missing, damaged or of another version."""

    def flaw(self) -> str:
        """Why it is not sound, as the end of a sentence ("it is damaged"); empty when it is."""

    def beside(self) -> "Engine | None":
        """The index that is being built to take this one's place, where there is one."""

    def begin_beside(self) -> "Engine":
        """Make an empty one for that. It is never made by writing to it, since it may just have taken the place."""

    def take_beside(self) -> None:
        """Let it answer from now on. No question in between finds nothing."""

    def renew(self) -> None:
        """Throw the index away and make an empty one of this version."""

    def tidy(self) -> None:
        """What keeps the index quick; run now and then."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Plain text in which START and END stand around what matched."""

    title: str
    text: str
