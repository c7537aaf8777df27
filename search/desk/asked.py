"""What people ask, at the desk: what is asked most, what finds nothing, and what finds something that nobody opens."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import Asked, Said
from ..querylog import AGENCIES, KEPT, PEOPLE, told_of
from .door import for_editors

SHOWN = 25
SELDOM = 0.2  # Of those who found something, so many open a result of a query that answers badly.


@dataclass(frozen=True, slots=True)
class Line:
    """A query as often as it was asked (once for each person and day), and how often it found and led on."""

    text: str
    people: int
    times: int
    found: int
    opened: int

    @property
    def found_nothing(self) -> int:
        return self.times - self.found

    @property
    def opened_percent(self) -> int:
        return round(100 * self.opened / self.times)


@require_safe
@for_editors
def queries(request: HttpRequest) -> HttpResponse:
    """Only what ten people of two agencies asked, in the last ninety days."""
    lines = told()
    groups = (
        ("top", _by_times(lines)),
        ("nothing", sorted((line for line in lines if line.found_nothing), key=lambda line: -line.found_nothing)),
        ("seldom", [line for line in _by_times(lines) if line.found and line.opened < SELDOM * line.found]),
    )
    context = {name: some[:SHOWN] for name, some in groups}
    context |= {"people": PEOPLE, "agencies": AGENCIES, "days": KEPT.days, "is_kept": settings.SEARCH_KEEPS_QUERIES}
    return render(request, "search/desk/queries.html", context | {"at": "queries"})


def told() -> Sequence[Line]:
    """All that may be told."""
    texts = dict(Said.objects.values_list("query", "text"))
    rows = told_of(Asked.objects.filter(query__in=Said.objects.values("query"))).annotate(
        times=Count("pk"), found=Count("pk", filter=Q(is_found=True)), opened=Count("pk", filter=Q(is_opened=True))
    )
    return [Line(texts[row["query"]], row["people"], row["times"], row["found"], row["opened"]) for row in rows]


def _by_times(lines: Sequence[Line]) -> Sequence[Line]:
    return sorted(lines, key=lambda line: -line.times)
