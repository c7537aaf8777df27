"""What a list asks of a thread, and a thread's page of a post: plain tuples, since models would cost the most."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from communities.viewer import Viewer

from .models import Post, ReadPosition, Thread


class Line(NamedTuple):
    """A thread in a list, with how far the viewer has read. The names are columns of `Thread`, but for the last two."""

    pk: int
    community_id: int
    kind: str
    origin: str
    title: str
    slug: str
    tags: list[str]
    started_at: datetime
    last_post_at: datetime
    last_shown: int
    posts_count: int
    answer_id: int | None
    pinned_until: datetime | None
    locked_at: datetime | None
    started_by__name: str
    started_by__agency_id: int | None
    started_by__is_staged: bool
    started_by__is_of_service: bool
    last_post_by__name: str
    last_post_by__agency__type: str | None
    last_post_by__is_staged: bool
    last_post_by__is_of_service: bool
    community__name: str
    community__slug: str
    position: int | None
    set_back_at: datetime | None


def lines(threads: QuerySet[Thread], user: int) -> QuerySet[Thread]:
    """The threads as rows of what a `Line` is made of, for the reader `user` (0 for a visitor)."""
    own = ReadPosition.objects.filter(user_id=user, thread=OuterRef("pk"))
    return threads.annotate(
        position=Subquery(own.values("number")[:1]), set_back_at=Subquery(own.values("set_back_at")[:1])
    ).values_list(*Line._fields)


class PostLine(NamedTuple):
    """A post on a page of its thread, with what takes its place when it is not to be read."""

    pk: int
    number: int
    state: str
    state_at: datetime | None
    state_reason: str
    card: str
    card_version: int
    author_id: int
    is_readable: bool

    @property
    def is_shown(self) -> bool:
        return self.state == Post.State.SHOWN

    @property
    def is_opening(self) -> bool:
        return self.number == 1


def post_lines(posts: QuerySet[Post], viewer: Viewer) -> QuerySet[Post]:
    """The posts as rows of what a `PostLine` is made of, all of them, each with whether `viewer` may read it."""
    return posts.with_readable(viewer).values_list(*PostLine._fields)
