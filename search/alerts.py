"""What is new and may be found by saved searches: gathered cheaply for all of them, then asked as each one's person.

People are told of what has all words of their search. The first look compares sets and asks nothing of an index: with
5,000 searches a round costs 30 ms and 7 ms for each new thing, by the clock, so that nobody waits who writes. What is
left of it is asked at 3 to 5 ms each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, QuerySet
from django.utils.timezone import now

from communities.models import Activity
from communities.viewer import Viewer

from .documents import Document, Key, source_of, sources
from .engines.exact import plain
from .engines.steps import telling
from .finder import finds, tabs
from .lang import Held, Title, marks, parse
from .lang.resolving import resolve
from .models import Arrival, Candidate, SavedSearch

AT_ONCE = 500  # Arrivals of one round.
ASKED_AT_ONCE = 200  # Candidates of one round; each costs a search that is narrowed to one document.
WAITING_AT_MOST = 50  # Candidates of one search: beyond that it is told of no more until those are told.
MORNING = time(7)
_SURE = 7  # From so many letters on, three of them are the same in all forms of a word; below, two.


def is_heard(kind: str) -> bool:
    """Whether something is new after an activity of `kind`."""
    return any(kind in source.arrivals for source in sources())


def note_arrivals(activities: Iterable[Activity]) -> None:
    """Remember what is new in the index, for as long as anybody wants to be told of anything."""
    new = [activity for activity in activities if is_heard(activity.kind)]
    if new and _alerting().exists():
        Arrival.objects.bulk_create([Arrival(activity=activity) for activity in new], ignore_conflicts=True)


def needs_of(viewer: Viewer, text: str) -> list[str]:
    """What a document must have so that the search `text` of `viewer` can find it with all of its words: beginnings of
    words that all their forms share, and marks. Too little is fine: the search itself is asked afterwards."""
    sought = resolve(parse(text), viewer).sought
    needs = {next(iter(node.marks)) for node in sought.must if isinstance(node, Held) and len(node.marks) == 1}
    for leaf in telling(sought):
        if leaf in sought.words or leaf in sought.must:
            words = plain((leaf.of if isinstance(leaf, Title) else leaf).text).split()
            needs.update(word[: 3 if len(word) >= _SURE else 2] for word in words)
    return sorted(needs)


def gather() -> None:
    """Make candidates of what arrived, for all who want to be told. A job of the clock."""
    arrivals = list(Arrival.objects.select_related("activity").order_by("pk")[:AT_ONCE])
    if not arrivals:
        return
    wanting = _wanting()
    waiting = Counter(dict(Candidate.objects.values_list("saved").annotate(Count("pk")).order_by()))
    candidates = []
    for arrival in arrivals:
        for document in _documents(arrival.activity):
            for one in _may_want(wanting, document, arrival.activity):
                if waiting[one.pk] < WAITING_AT_MOST:
                    waiting[one.pk] += 1
                    candidates.append(one.candidate(document, arrival.activity))
    Candidate.objects.bulk_create(candidates, ignore_conflicts=True)
    Arrival.objects.filter(pk__in=[arrival.pk for arrival in arrivals]).delete()


def due() -> list[Candidate]:
    """What is to be asked now, the longest waiting first."""
    waiting = Candidate.objects.filter(due_at__lte=now()).select_related("saved__user__agency", "activity")
    return list(waiting.order_by("due_at", "pk")[:ASKED_AT_ONCE])


def is_found(candidate: Candidate, viewer: Viewer) -> bool:
    """Whether the saved search finds this thing for its person as of now, through both gates."""
    saved = candidate.saved
    if viewer.is_visitor or saved.alert == SavedSearch.Alert.NEVER:
        return False
    return any(finds(viewer, saved.text, one, saved.tab) for one in _rows((candidate.kind, candidate.key)))


@dataclass(frozen=True, slots=True)
class _Wanting:
    """A search whose person wants to be told, as far as the first look needs it."""

    pk: int
    user: int
    zone: str
    kinds: frozenset[str]
    is_daily: bool
    needs: frozenset[str]

    def candidate(self, document: Document, activity: Activity) -> Candidate:
        due_at = _next_morning(self.zone) if self.is_daily else now()
        return Candidate(saved_id=self.pk, activity=activity, kind=document.kind, key=document.id, due_at=due_at)


def _wanting() -> list[_Wanting]:
    """All of them. One query."""
    shown = tabs()
    every = frozenset().union(*shown.values())
    rows = _alerting().filter(user__is_active=True)
    return [
        _Wanting(pk, user, zone, shown.get(tab, every), alert == SavedSearch.Alert.DAILY, frozenset(needs))
        for pk, user, zone, tab, alert, needs in rows.values_list(
            "pk", "user", "user__time_zone", "tab", "alert", "needs"
        )
    ]


def _alerting() -> QuerySet[SavedSearch]:
    # In the very words of the partial index.
    return SavedSearch.objects.exclude(alert=SavedSearch.Alert.NEVER)


def _may_want(wanting: Iterable[_Wanting], document: Document, activity: Activity) -> Iterator[_Wanting]:
    """Those whose person did not write it, and of whose needs it has every one."""
    has = set(marks.of_facts(document).split())
    for word in set(plain(f"{document.title} {document.body}").split()):
        has.update((word[:1], word[:2], word[:3]))
    writers = {activity.actor_id, document.author_id}
    for one in wanting:
        if one.needs <= has and document.kind in one.kinds and one.user not in writers:
            yield one


def _documents(activity: Activity) -> Iterator[Document]:
    """What is new by `activity`, as it is now."""
    for source in sources():
        if activity.kind in source.arrivals:
            yield from source.rows(list(source.touched(activity)))


def _rows(key: Key) -> Iterable[Document]:
    source = source_of(key[0])
    return source.rows([key[1]]) if source else ()


def _next_morning(zone: str) -> datetime:
    here = now().astimezone(ZoneInfo(zone))
    today = datetime.combine(here.date(), MORNING, here.tzinfo)
    return today if here < today else today + timedelta(days=1)
