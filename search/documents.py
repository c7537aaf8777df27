"""What can be found: one `Document` for each thing, and the register of the sources that make them.

A source lives in the app that owns the thing and is registered in its `AppConfig.ready()`. Nothing here knows an index.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

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
    tags: tuple[str, ...] = ()
    is_solved: bool = False

    @property
    def key(self) -> Key:
        return self.kind, self.id


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row of results says about a thing, read from the thing as it is now and never from the index."""

    heading: str
    url: str
    label: str  # "Question, solved"
    icon: str  # A name of icons.svg.
    details: tuple[str, ...] = ()  # Short pieces of the line above the heading: "26 posts".
    badge: str = ""  # "Answer", beside a post.


class Source:
    """One kind of things that can be found. Subclass it beside the model and call `register()` once.

    `activities` names the kinds of activity after which a document of this source may be another one. A builder never
    looks at the activity's payload: it reads the rows as they are now, so a repeated or late delivery does no harm.
    """

    kind: str
    # Fixed for ever, since the index derives its own numbers from it:
    # 1 thread, 2 post, 3 message, 4 paper, 5 page (news and others), 6 community, 7 person, 8 attachment.
    number: int
    tab: str  # The tab of results it is counted under: threads, chat, papers, people, communities.
    label: str
    icon: str
    activities: frozenset[str] = frozenset()

    def rows(self, ids: Collection[int]) -> Iterable[Document]:
        """The documents of `ids`, in few queries. What is gone, hidden from everybody or a draft is left out."""
        raise NotImplementedError

    def ids_after(self, last: int, limit: int) -> Sequence[int]:
        """The next `limit` ids above `last` in ascending order, of everything that may have a document."""
        raise NotImplementedError

    def visible_to(self, viewer: Any) -> QuerySet:
        """The rows that `viewer` may see now: the second gate. Join here what `facts` reads."""
        raise NotImplementedError

    def touched(self, activity: Any) -> Iterable[int]:
        """The ids whose documents `activity` may have changed; by default its subject alone."""
        return (activity.subject_id,)

    def facts(self, document: Document, thing: Model) -> Facts:
        """What the row of results says. `thing` is the row that the second gate let through."""
        return Facts(heading=document.title, url=document.url, label=self.label, icon=self.icon)


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Make things of `source.kind` findable. The same kind or number twice is a programming error."""
    taken = {known.number for known in _sources.values()}
    if source.kind in _sources or source.number in taken:
        raise ValueError(f"The search source {source.kind!r} ({source.number}) is registered already.")
    _sources[source.kind] = source


def source(kind: str) -> Source:
    return _sources[kind]


def sources() -> tuple[Source, ...]:
    """All sources, in the order of their numbers."""
    return tuple(sorted(_sources.values(), key=lambda known: known.number))
