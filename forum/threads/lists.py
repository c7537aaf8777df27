"""Lists of threads as pages show them: their order, their filters and their pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import now

from communities.models import Community
from communities.prepared import Prepared
from communities.viewer import Viewer, holding

from .lines import Line, lines
from .models import ReadPosition, Thread
from .unread import marks_of

# Three screens of a desk, nine of a phone: more is asked for by few, and drawn for all.
ROWS_A_PAGE = 25
MOST_PAGES = 50
MOST_ROWS = ROWS_A_PAGE * MOST_PAGES


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
    def is_unfiltered(self) -> bool:
        return not (self.show or self.tag)

    @property
    def is_plain(self) -> bool:
        return self.is_unfiltered and not self.sort


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of threads, and what is pinned above it."""

    lines: list[Line]
    page: Page


def listing(viewer: Viewer, community: Community, asked: Asked) -> Listing:
    """A page of the threads of `community` that `viewer` may read. One query; one more when something is pinned."""
    number = min(max(asked.page, 1), MOST_PAGES)
    lines, total, has_pins = _page(viewer, community, asked, number)
    if not lines and number > 1:
        total = _countable(_narrowed(viewer, community, asked), viewer.audiences_in(community.pk)).count()
        number = min(number, max(1, -(-total // ROWS_A_PAGE)))
        lines, total, has_pins = _page(viewer, community, asked, number)
    page = CappedPaginator(total).page(number)
    if number > 1 or not asked.is_plain or not has_pins:
        return Listing(lines, page)
    on_top = [Line(*row) for row in _pinned(**_values(viewer, community))]
    above = {line.pk for line in on_top}
    return Listing([*on_top, *(line for line in lines if line.pk not in above)], page)


def _page(viewer: Viewer, community: Community, asked: Asked, number: int) -> tuple[list[Line], int, bool]:
    """The lines of a page, the number of all that there are, and whether anything is pinned."""
    values = _values(viewer, community) | {"audiences": viewer.audiences_in(community.pk)}
    if asked.is_unfiltered:
        found = _plain(asked.sort, number, **values)
    else:
        found = _page_of(_narrowed(viewer, community, asked), asked.sort, number, **values)
    rows = list(found)
    total, has_pins = rows[0][-2:] if rows else (0, False)
    return [Line(*row[:-2]) for row in rows], total, has_pins


def _values(viewer: Viewer, community: Community) -> dict[str, Any]:
    """What the queries of this file are asked with."""
    return {"community": community.pk, "names": viewer.sorted_names, "user": viewer.id or 0, "at": now()}


def _page_of(
    found: QuerySet[Thread],
    sort: str,
    number: int,
    *,
    community: int,
    names: Iterable[str],
    user: int,
    at: datetime,
    audiences: Iterable[str],
) -> QuerySet[Thread]:
    """The page is found by the community's open audiences, which an index holds; then each row is asked for itself."""
    order = ("-pk",) if sort == "started" else ("-last_post_at", "-pk")
    there = found.filter(audience__in=audiences).order_by(*order)
    there = there.values("pk")[(number - 1) * ROWS_A_PAGE : number * ROWS_A_PAGE]
    shown = Thread.objects.filter(pk__in=there).visible_to(holding(names)).order_by(*order)
    total = CountOf(_countable(found, audiences).values("pk"))
    pins = Exists(Thread.objects.filter(community_id=community).pinned(at))
    return lines(shown, user).annotate(total=total, has_pins=pins).values_list(*Line._fields, "total", "has_pins")


def _countable(found: QuerySet[Thread], audiences: Iterable[str]) -> QuerySet[Thread]:
    """The same threads in the form that is cheapest to count, no further than the last page."""
    return found.filter(audience__in=audiences).order_by()[:MOST_ROWS]


def _plain_page(sort: str, number: int, *, community: int, **values: Any) -> QuerySet[Thread]:
    found = Thread.objects.filter(community_id=community, hidden_at=None)
    return _page_of(found, sort, number, community=community, **values)


def _pinned_threads(*, community: int, names: Iterable[str], user: int, at: datetime) -> QuerySet[Thread]:
    threads = Thread.objects.filter(community_id=community).pinned(at).visible_to(holding(names))
    return lines(threads.order_by("-pinned_until", "-pk")[:10], user)


_plain: Prepared[tuple[Any, ...]] = Prepared(_plain_page)
_pinned: Prepared[tuple[Any, ...]] = Prepared(_pinned_threads)


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
