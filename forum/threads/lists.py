"""Lists of threads as pages show them: their order and filters, their pages, and the rows with what is new."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from communities import audience
from communities.models import Community
from communities.viewer import Viewer

from .addresses import page_of
from .models import ReadPosition, Thread
from .unread import NOTHING, News, marks_of, news_of

ROWS_A_PAGE = 50
MOST_PAGES = 50
MOST_ROWS = ROWS_A_PAGE * MOST_PAGES


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of threads, as the component `thread_row.html` reads it."""

    url: str
    title: str
    kind: str
    is_solved: bool
    is_unread: bool
    new: int
    is_new: bool
    replies: int
    tags: tuple[tuple[str, str], ...]
    author_name: str
    author_is_guest: bool
    started_at: datetime
    pinned_until: datetime | None
    is_locked: bool
    is_transcript: bool
    last_name: str
    last_kind: str
    last_at: datetime
    community_name: str = ""
    community_url: str = ""
    is_muted: bool = False
    mentions_me: bool = False


class CappedPaginator(Paginator):
    """Pages of a list that is counted, and paged, no further than `MOST_ROWS`: older threads are found by search.

    `count_of` is the same list in its cheapest form to count."""

    def __init__(self, threads: QuerySet[Thread], count_of: QuerySet[Thread]) -> None:
        super().__init__(threads, ROWS_A_PAGE)
        self._count_of = count_of

    @cached_property
    def count(self) -> int:
        return self._count_of.order_by()[:MOST_ROWS].count()

    @property
    def is_capped(self) -> bool:
        return self.count == MOST_ROWS


def listed(viewer: Viewer, community: Community, show: str = "", tag: str = "", sort: str = "") -> CappedPaginator:
    """The threads of `community` that `viewer` may read, narrowed and ordered as asked."""
    threads = _narrowed(viewer, community, show, tag)
    order = ("-pk",) if sort == "started" else ("-last_post_at", "-pk")
    shown = with_names(threads.visible_to(viewer)).order_by(*order)
    return CappedPaginator(shown, threads.filter(audience__in=_open_audiences(viewer, community)))


def pinned(viewer: Viewer, community: Community) -> list[Thread]:
    """What moderators have pinned now."""
    threads = Thread.objects.in_community(community).pinned().visible_to(viewer)
    return list(with_names(threads).order_by("-pinned_until", "-pk")[:10])


def with_names(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """The threads joined with the people whom a row names."""
    return threads.select_related("started_by", "last_post_by__agency")


def rows(
    viewer: Viewer,
    threads: Iterable[Thread],
    community: Community | None = None,
    news: Mapping[int, News] | None = None,
    mentioned: Collection[int] = (),
) -> list[Row]:
    """The rows of these threads, with what is new of each, where the caller does not know it already.

    In a community's own list its name is left out. `mentioned` are those that mention the viewer."""
    threads = list(threads)
    for thread in threads:
        if community is not None:
            thread.community = community
    known = news_of(viewer, threads) if news is None else news
    return [
        _row(thread, known.get(thread.pk, NOTHING), named=community is None, mentions_me=thread.pk in mentioned)
        for thread in threads
    ]


def _row(thread: Thread, news: News, *, named: bool, mentions_me: bool) -> Row:
    place = thread.community.get_absolute_url()
    started_by, last_by = thread.started_by, thread.last_post_by
    return Row(
        url=_url(thread, news),
        title=thread.title,
        kind=thread.kind,
        is_solved=thread.is_solved,
        is_unread=news.is_unread,
        new=news.new,
        is_new=news.is_new,
        replies=thread.posts_count - 1,
        tags=tuple((tag, f"{place}threads/?tag={tag}") for tag in thread.tags),
        author_name=started_by.name,
        author_is_guest=started_by.is_guest,
        started_at=thread.started_at,
        pinned_until=thread.pinned_until if thread.is_pinned else None,
        is_locked=thread.is_locked,
        is_transcript=thread.origin == Thread.Origin.CHAT,
        last_name=last_by.name,
        last_kind=last_by.agency.type if last_by.agency_id else "guest" if last_by.is_guest else "",
        last_at=thread.last_post_at,
        community_name=thread.community.name if named else "",
        community_url=place if named else "",
        mentions_me=mentions_me,
    )


def _url(thread: Thread, news: News) -> str:
    """The thread; at the first new post when only some of it is new."""
    url = thread.get_absolute_url()
    if news.is_new or not news.new:
        return url
    page = page_of(max(thread.last_shown - news.new + 1, 1))
    return f"{url}?page={page}#new" if page > 1 else f"{url}#new"


def _narrowed(viewer: Viewer, community: Community, show: str, tag: str) -> QuerySet[Thread]:
    threads = Thread.objects.in_community(community)
    if tag:
        threads = threads.tagged(community, tag, MOST_ROWS)
    if show == "unanswered":
        return threads.unanswered()
    if show == "hidden":
        return threads.filter(hidden_at__isnull=False)
    if show in {"mine", "new"} and viewer.is_visitor:
        return threads.none()
    if show == "mine":
        return threads.filter(started_by=viewer.user)
    return _new(viewer, community, threads) if show == "new" else threads.filter(hidden_at=None)


def _new(viewer: Viewer, community: Community, threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Those with something new, down to the viewer's mark: the same rule as `unread.news`, asked of the database."""
    mark = marks_of(viewer, [community.pk]).get(community.pk)
    own = ReadPosition.objects.filter(user_id=viewer.id, thread=OuterRef("pk"))
    threads = threads.annotate(position=Subquery(own.values("number")[:1]))
    behind = Q(position__lt=F("last_shown"))
    if mark is None:
        return threads.filter(behind)
    set_back = ReadPosition.objects.filter(user_id=viewer.id, set_back_at__gt=mark).values("thread")
    return threads.filter(
        Q(last_post_at__gt=mark) & (behind | Q(position=None, started_at__gt=mark)) | behind & Q(pk__in=set_back)
    )


def _open_audiences(viewer: Viewer, community: Community) -> list[str]:
    """The audiences of `community` that are open to `viewer`, who may read it: known without asking for each row."""
    names = [audience.readers(community.pk)]
    if viewer.is_member_of(community.pk):
        names.append(audience.members(community.pk))
    if viewer.moderates(community.pk):
        names.append(audience.moderators(community.pk))
    return names
