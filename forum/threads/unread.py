"""What is new to a viewer: in a list of threads, and in all of the viewer's communities at once.

A thread is new to me from the post after my position in it. One that I never opened is new when it began after my own
mark in its community: when I joined, or said that I have read everything. What was last active before that mark is not
new, unless I marked it as unread since. So nobody starts with twenty thousand unread threads, and no count looks at
more threads than the first two pages of a list show.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.db.models import DateTimeField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime
from django.utils.timezone import make_aware, now

from communities.models import Level, Membership
from communities.prepared import Prepared
from communities.viewer import Viewer

from .lines import Line
from .models import CommunityMark, Thread

# As many threads of a community as the first two pages of its list have.
LOOKED_AT = 50
# Above this many the exact number says nothing.
MOST = 99


# How many posts of a thread are new: from the one after the position on, or all of a thread that began after the mark.
_NEW = """CASE
    WHEN position.number < thread.last_shown THEN thread.last_shown - position.number
    WHEN position.number IS NULL AND thread.started_at > {mark} THEN thread.last_shown
    ELSE 0 END"""
_REACHED = """EXISTS (SELECT 1 FROM communities_reach reach
    WHERE reach.audience = thread.audience AND reach.name IN ({names}))"""
# A community's newest activity, walked down its index to the mark, for so many threads at most.
_RECENT = """SELECT thread.id, thread.last_post_at, {new} AS new
    FROM threads_thread thread
    LEFT JOIN threads_readposition position ON position.thread_id = thread.id AND position.user_id = %s
    WHERE thread.community_id = {community} AND thread.last_post_at > {mark} AND {reached}
    ORDER BY thread.last_post_at DESC, thread.id DESC LIMIT %s"""
# Besides, what was marked as unread, from a small index of its own: the cross join keeps SQLite from going through all
# old threads instead. The ORM has no limit inside a sum, hence SQL.
_COUNTS = """
WITH mine AS MATERIALIZED (
    SELECT held.community_id, COALESCE(
        (SELECT own.at FROM threads_communitymark own
          WHERE own.user_id = held.user_id AND own.community_id = held.community_id),
        (SELECT MAX(joined.since) FROM communities_membership joined
          WHERE joined.user_id = held.user_id AND joined.community_id = held.community_id AND joined.origin <> 'role'),
        held.since) AS mark
    FROM communities_membership held
    WHERE held.user_id = %s AND held.state = 'active' AND held.community_id IN ({places})
)
SELECT mine.community_id, mine.mark,
    COALESCE((SELECT SUM(recent.new) FROM ({recent}) recent), 0) +
    COALESCE((SELECT SUM(thread.last_shown - position.number)
        FROM threads_readposition position CROSS JOIN threads_thread thread
        WHERE position.user_id = %s AND position.set_back_at IS NOT NULL AND position.set_back_at > mine.mark
          AND thread.id = position.thread_id AND position.number < thread.last_shown
          AND thread.community_id = mine.community_id AND thread.last_post_at <= mine.mark AND {reached}), 0)
FROM mine
"""
_ARM = "SELECT id, last_post_at, new FROM ({recent}) recent WHERE recent.new > 0"
_LATEST = "SELECT id, new FROM ({arms}) found ORDER BY last_post_at DESC, id DESC"


@dataclass(frozen=True, slots=True)
class Position:
    """How far somebody has read, and when it was last set back by choice."""

    number: int
    set_back_at: datetime | None


@dataclass(frozen=True, slots=True)
class News:
    """What is new of a thread: how many posts, and whether the thread itself is."""

    new: int = 0
    is_new: bool = False

    @property
    def is_unread(self) -> bool:
        return self.is_new or self.new > 0


NOTHING = News()


class Unread(dict[int, int]):
    """New posts by community; and the marks that they were counted from, which rows of a list are measured by too."""

    def __init__(self, counts: Mapping[int, int] | None = None, marks: Mapping[int, datetime] | None = None) -> None:
        super().__init__(counts or {})
        self.marks = marks or {}


def news_of(viewer: Viewer, lines: Collection[Line], marks: Mapping[int, datetime] | None = None) -> Mapping[int, News]:
    """What is new of each thread, by its id. At most one query, whatever their number; none for visitors.

    `marks` are the viewer's, where they are known."""
    if viewer.is_visitor or not lines:
        return {}
    if marks is None:
        marks = marks_of(viewer, {line.community_id for line in lines})
    return {line.pk: news(line, _position(line), marks.get(line.community_id)) for line in lines}


def _position(line: Line) -> Position | None:
    return None if line.position is None else Position(line.position, line.set_back_at)


def news(thread: Thread | Line, position: Position | None, mark: datetime | None) -> News:
    """What is new of one thread to who has this position in it and this mark in its community."""
    if position is None:
        is_new = mark is not None and thread.started_at > mark
        return News(new=thread.last_shown if is_new else 0, is_new=is_new)
    since = max(filter(None, (position.set_back_at, thread.last_post_at)))
    if mark is not None and since <= mark:
        return NOTHING
    return News(new=max(thread.last_shown - position.number, 0))


def marks_of(viewer: Viewer, community_ids: Iterable[int]) -> Mapping[int, datetime]:
    """The viewer's mark in each community belonged to. One query."""
    return dict(_marks_in(user=viewer.id or 0, at=now(), places=tuple(community_ids)))


def _marks_of(user: int, at: datetime, places: Collection[int]) -> QuerySet[Membership]:
    own = CommunityMark.objects.filter(user=OuterRef("user"), community=OuterRef("community")).values("at")[:1]
    # A change of role begins a new row, and is no reason to forget what was unread.
    joined = (
        Membership.objects.filter(user=OuterRef("user"), community=OuterRef("community"))
        .exclude(origin=Membership.Origin.ROLE)
        .order_by("-since")
        .values("since")[:1]
    )
    rows = Membership.objects.filter(user_id=user, community__in=places).active(at)
    marked = rows.annotate(mark=Coalesce(Subquery(own), Subquery(joined), "since", output_field=DateTimeField()))
    return marked.values_list("community_id", "mark")


_marks_in: Prepared[tuple[int, datetime]] = Prepared(_marks_of)


def unread_by_community(viewer: Viewer) -> Unread:
    """How many posts are new in each of the viewer's communities, at most `MOST` each. One query for all of them."""
    places = [mine.community_id for mine in viewer.belongings]
    if not places:
        return Unread()
    names = sorted(viewer.names)
    recent, reached = _recent(names, "mine.community_id", "mine.mark"), _REACHED.format(names=_marks(names))
    query = _COUNTS.format(places=_marks(places), recent=recent, reached=reached)
    with connection.cursor() as cursor:
        cursor.execute(query, [viewer.id, *places, viewer.id, *names, LOOKED_AT, viewer.id, *names])
        rows = cursor.fetchall()
    loud = set(_places(viewer))
    counts = {community: min(new, MOST) for community, _mark, new in rows if new and community in loud}
    return Unread(counts, {community: _moment(mark) for community, mark, _new in rows})


def _moment(value: datetime | str) -> datetime:
    """What a cursor gives for a time: SQLite gives text, in UTC."""
    return value if isinstance(value, datetime) else make_aware(parse_datetime(value), UTC)


def new_threads(viewer: Viewer, most_places: int = 40) -> list[tuple[int, int]]:
    """The threads with something new in the viewer's communities, as (id, new posts), latest activity first.

    Two queries; it looks at `LOOKED_AT` threads of each community, and at no more communities than `most_places`."""
    marks = marks_of(viewer, _places(viewer)[:most_places])
    if not marks:
        return []
    names = sorted(viewer.names)
    arms = " UNION ALL ".join([_ARM.format(recent=_recent(names, "%s", "%s"))] * len(marks))
    values: list[object] = []
    for community, at in marks.items():
        mark = connection.ops.adapt_datetimefield_value(at)
        values += [mark, viewer.id, community, mark, *names, LOOKED_AT]
    with connection.cursor() as cursor:
        cursor.execute(_LATEST.format(arms=arms), values)
        return cursor.fetchall()


def _recent(names: Collection[str], community: str, mark: str) -> str:
    """The newest activity of one community; both are names of columns, or marks for values."""
    reached = _REACHED.format(names=_marks(names))
    return _RECENT.format(new=_NEW.format(mark=mark), community=community, mark=mark, reached=reached)


def _places(viewer: Viewer) -> list[int]:
    return [mine.community_id for mine in viewer.belongings if mine.level != Level.MUTED]


def _marks(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))
