"""What can be found: one `Document` for each thing, and the register of the sources that make them.

A source lives in the app that owns the thing and is registered in its `AppConfig.ready()`. Nothing here knows an index.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

# Characters of a body. What stands further on is not found: a text vector of PostgreSQL holds a megabyte.
LONGEST = 200_000

Key = tuple[str, int]  # The kind and the id: what names a document everywhere.


@dataclass(frozen=True, slots=True)
class Document:
    """A thing as the index keeps it. `body` is plain text; `audience` is the name of who may read it.

    Documents of one `group` make one row of results: a thread and its posts (`t-12`), a day's messages of a channel.
    The document of a thread is its title and the text of its opening post; later posts have documents without title.
    """

    kind: str
    id: int
    audience: str
    title: str
    body: str
    url: str
    at: datetime
    group: str = ""
    community_id: int | None = None
    thread_id: int | None = None
    post_number: int | None = None
    author_id: int | None = None
    author_name: str = ""
    agency_name: str = ""
    agencies: tuple[str, ...] = ()  # Where there are several; `agency_name` then tells of all of them.
    tags: tuple[str, ...] = ()
    is_solved: bool = False
    mentions: tuple[int, ...] = ()  # The people who were called by name.
    flags: tuple[str, ...] = ()  # What operators ask for: "is-open", "has-file".
    # Only where the names do not follow from the reach of the audience, as with people.
    names: frozenset[str] | None = None

    def __post_init__(self) -> None:
        # Here and not in an engine: all of them keep the same text, and a comparison finds it so.
        object.__setattr__(self, "body", self.body[:LONGEST])

    @property
    def key(self) -> Key:
        return self.kind, self.id

    def own_names(self, reached_by: Collection[str]) -> Collection[str]:
        """The names that open this document, where `reached_by` are those that reach its audience."""
        return reached_by if self.names is None else self.names


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row of results says about a thing, read from the thing as it is now and never from the index."""

    heading: str
    url: str
    label: str  # "Question, solved"
    icon: str  # A name of icons.svg.
    details: tuple[str, ...] = ()  # Short pieces of the line above the heading: "26 posts".
    badge: str = ""  # "Answer", beside a post.
    file: str = ""  # Of a file on a post: its name, and the page.
    place: str = ""  # Where in the thing the best piece stands: "Page 3 of the PDF".
    page_url: str = ""  # The address of its file, at that page.
    author: str = ""
    agency: str = ""
    agency_type: str = ""


class Source(ABC):
    """One kind of things that can be found. Subclass it beside the model and call `register()` once.

    `activities` names the kinds of activity after which a document of this source may be another one. A builder never
    looks at the activity's payload: it reads the rows as they are now, so a repeated or late delivery does no harm.
    """

    kind: str  # thread, post, message, paper, news, community, person
    tab: str  # The tab of results it is counted under: threads, chat, papers, people, communities.
    label: str
    icon: str
    activities: frozenset[str] = frozenset()
    # Those of them after which somebody may have lost the right to see the thing: until the index has followed, the
    # documents that such an activity touches are left out of every answer.
    withdrawals: frozenset[str] = frozenset()

    # Those of them after which a thing that it touches is there for the first time: saved searches are asked for it.
    arrivals: frozenset[str] = frozenset()

    # Whether `visible_to` asks for nothing of the viewer but the names: then the second gate prepares its query.
    goes_by_names = False

    @abstractmethod
    def rows(self, ids: Collection[int]) -> Iterable[Document]:
        """The documents of `ids`, in few queries. What is gone, hidden from everybody or a draft is left out."""

    @abstractmethod
    def ids_after(self, last: int, limit: int) -> Sequence[int]:
        """The next `limit` ids above `last` in ascending order, of everything that may have a document."""

    @abstractmethod
    def visible_to(self, viewer: Any) -> QuerySet:
        """The rows that `viewer` may see now: the second gate. Join here what `facts` reads."""

    def touched(self, activity: Any) -> Iterable[int]:
        """The ids whose documents `activity` may have changed; by default its subject alone."""
        return (activity.subject_id,)

    def facts(self, document: Document, thing: Model) -> Facts:
        """What the row of results says. `thing` is the row that the second gate let through."""
        return Facts(heading=document.title, url=document.url, label=self.label, icon=self.icon)

    def placed(self, facts: Facts, document: Document, thing: Model, excerpt: str) -> Facts:
        """`facts` with the place of the best piece, for things with pages; `excerpt` is marked where it matched."""
        return facts


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make things of `source.kind` findable. The same kind twice is a programming error."""
    if source.kind in _sources:
        raise ValueError(f"There is a search source for {source.kind!r} already.")
    _sources[source.kind] = source


def source_of(kind: str) -> Source | None:
    """The source of `kind`; None for a kind that an index still holds and no app knows any more."""
    return _sources.get(kind)


def sources() -> tuple[Source, ...]:
    return tuple(_sources.values())
