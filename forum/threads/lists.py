"""Lists of threads as pages show them: their order and filters, their pages, and the rows with what is new."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery

from communities import audience
from communities.models import Community
from communities.viewer import Viewer

from .addresses import page_of
from .models import ReadPosition, Thread
from .unread import NOTHING, News, marks_of, news_of, with_position

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
    """Pages of a list that was counted, and is paged, up to `MOST_ROWS`: older threads are found by search."""

    def __init__(self, count: int) -> None:
        super().__init__(range(count), ROWS_A_PAGE)

    @property
    def is_capped(self) -> bool:
        return self.count >= MOST_ROWS


class CountOf(Subquery):
    """How many rows a query has, as a column: asked once for all rows of the query that it stands in."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to and ordered by; the plain list when nothing was asked."""

    show: str = ""
    tag: str = ""
    sort: str = ""
    page: int = 1

    @property
    def is_plain(self) -> bool:
        return not (self.show or self.tag or self.sort)


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of threads, and what is pinned above it."""

    threads: list[Thread]
    page: Page


def listing(viewer: Viewer, community: Community, asked: Asked) -> Listing:
    """A page of the threads of `community` that `viewer` may read. One query; one more when something is pinned."""
    found = _narrowed(viewer, community, asked)
    number = min(max(asked.page, 1), MOST_PAGES)
    threads = _page(viewer, community, found, asked, number)
    if not threads and number > 1:
        total = _countable(viewer, community, found).count()
        number = min(number, max(1, -(-total // ROWS_A_PAGE)))
        threads = _page(viewer, community, found, asked, number)
    total = threads[0].total if threads else 0
    page = CappedPaginator(total).page(number)
    if number > 1 or not asked.is_plain or not threads or not threads[0].has_pins:
        return Listing(threads, page)
    on_top = pinned(viewer, community)
    above = {thread.pk for thread in on_top}
    return Listing([*on_top, *(thread for thread in threads if thread.pk not in above)], page)


def _page(viewer: Viewer, community: Community, found: QuerySet[Thread], asked: Asked, number: int) -> list[Thread]:
    order = ("-pk",) if asked.sort == "started" else ("-last_post_at", "-pk")
    shown = with_position(with_names(found.visible_to(viewer)), viewer).annotate(
        total=CountOf(_countable(viewer, community, found).values("pk")),
        has_pins=Exists(Thread.objects.in_community(community).pinned()),
    )
    return list(shown.order_by(*order)[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE])


def _countable(viewer: Viewer, community: Community, found: QuerySet[Thread]) -> QuerySet[Thread]:
    """The same threads in the form that is cheapest to count, no further than the last page."""
    return found.filter(audience__in=_open_audiences(viewer, community)).order_by()[:MOST_ROWS]


def pinned(viewer: Viewer, community: Community) -> list[Thread]:
    """What moderators have pinned now."""
    threads = Thread.objects.in_community(community).pinned().visible_to(viewer)
    return list(with_position(with_names(threads), viewer).order_by("-pinned_until", "-pk")[:10])


def with_names(threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """The threads joined with the people whom a row names."""
    return threads.select_related("started_by", "last_post_by__agency")


def rows(
    viewer: Viewer,
    threads: Iterable[Thread],
    community: Community | None = None,
    news: Mapping[int, News] | None = None,
    marks: Mapping[int, datetime] | None = None,
    mentioned: Collection[int] = (),
) -> list[Row]:
    """The rows of these threads, with what is new of each, where the caller does not know it already.

    In a community's own list its name is left out. `marks` are the viewer's, where they are known; `mentioned` are the
    threads that mention the viewer."""
    threads = list(threads)
    for thread in threads:
        if community is not None:
            thread.community = community
    known = news_of(viewer, threads, marks) if news is None else news
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


def _narrowed(viewer: Viewer, community: Community, asked: Asked) -> QuerySet[Thread]:
    threads = Thread.objects.in_community(community)
    if asked.tag:
        threads = threads.tagged(community, asked.tag, MOST_ROWS)
    if asked.show in {"mine", "new"} and viewer.is_visitor:
        return threads.none()
    if asked.show == "hidden":
        return threads.filter(hidden_at__isnull=False)
    threads = threads.filter(hidden_at=None)
    if asked.show == "unanswered":
        return threads.unanswered()
    if asked.show == "mine":
        return threads.filter(started_by=viewer.user)
    return _new(viewer, community, threads) if asked.show == "new" else threads


def _new(viewer: Viewer, community: Community, threads: QuerySet[Thread]) -> QuerySet[Thread]:
    """Those with something new: the same rule as `unread.news`, asked of the newest `MOST_ROWS` since the mark."""
    mark = marks_of(viewer, [community.pk]).get(community.pk)
    own = ReadPosition.objects.filter(user_id=viewer.id, thread=OuterRef("pk"))
    threads = threads.alias(read=Subquery(own.values("number")[:1]))
    behind = Q(read__lt=F("last_shown"))
    recent = Thread.objects.in_community(community).newest_activity_first()
    if mark is None:
        return threads.filter(behind, pk__in=recent.values("pk")[:MOST_ROWS])
    recent = recent.filter(last_post_at__gt=mark).values("pk")[:MOST_ROWS]
    set_back = ReadPosition.objects.filter(user_id=viewer.id, set_back_at__gt=mark).values_list("thread_id", flat=True)
    is_new = behind | Q(read=None, started_at__gt=mark)
    return threads.filter(is_new, Q(pk__in=recent) | Q(pk__in=list(set_back[:ROWS_A_PAGE])))


def _open_audiences(viewer: Viewer, community: Community) -> list[str]:
    """The audiences of `community` that are open to `viewer`, who may read it: known without asking for each row."""
    names = [audience.readers(community.pk)]
    if viewer.is_member_of(community.pk):
        names.append(audience.members(community.pk))
    if viewer.moderates(community.pk):
        names.append(audience.moderators(community.pk))
    return names
