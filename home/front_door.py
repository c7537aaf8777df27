"""What the home page shows: to whoever is signed in what is new to them, to visitors what is open to everybody."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from communities.frame import Frame, Place, frame_of
from communities.models import Agency, Community, CommunityPage
from communities.prepared import Prepared
from communities.viewer import Viewer, holding

from .conversations import conversations
from .models import NewsPage, PaperPage

ROWS, NEWS, PAPERS, COMMUNITIES = 5, 3, 3, 5
MOST_PLACES = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A line in the table of my communities."""

    place: Place
    messages: int
    day: date | None
    title: str


def for_members(request: HttpRequest) -> dict[str, Any]:
    """My communities, what is new, news, papers."""
    viewer, frame = request.viewer, frame_of(request)
    return {
        "greeting": greeting(viewer),
        "today": localdate(),
        "catch_up": conversations().catch_up(viewer, ROWS),
        "lines": list(_lines(viewer, frame)),
        "news": _news(names=viewer.sorted_names),
        "papers": _papers(names=viewer.sorted_names),
    }


def for_visitors(request: HttpRequest) -> dict[str, Any]:
    """Public communities, their newest threads, papers."""
    viewer = request.viewer
    public = Community.objects.known_to(viewer).order_by("-last_active_at")
    return {
        "agency_count": Agency.objects.count(),
        "communities": list(public[:COMMUNITIES]),
        "newest": conversations().newest(viewer, ROWS),
        "papers": _papers(names=viewer.sorted_names),
    }


def greeting(viewer: Viewer) -> str:
    """By the clock of the reader, with the first name."""
    hour, name = localtime().hour, viewer.user.get_short_name()
    if hour < 12:
        return _("Good morning, %s") % name
    return (_("Good afternoon, %s") if hour < 18 else _("Good evening, %s")) % name


def _lines(viewer: Viewer, frame: Frame) -> Iterator[Line]:
    """Those with something new first, then by name."""
    places = sorted(frame.places, key=lambda place: (not place.new, place.name))[:MOST_PLACES]
    unread, dates = frame.get("unread_chat") or {}, _next_dates([place.id for place in places])
    for place in places:
        day, title = dates.get(place.id, (None, ""))
        yield Line(place, unread.get(place.id, 0), day, title)


_news: Prepared[NewsPage] = Prepared(lambda names: NewsPage.objects.visible_to(holding(names)).newest_first()[:NEWS])
_papers: Prepared[PaperPage] = Prepared(
    lambda names: PaperPage.objects.visible_to(holding(names)).out().with_newest()[:PAPERS]
)
_bodies_with_dates: Prepared[tuple[int, str]] = Prepared(
    lambda places: (
        CommunityPage.objects.live()
        .filter(community_id__in=places)
        .annotate(text=Cast("body", TextField()))
        .filter(text__contains='"dates"')
        .values_list("community_id", "text")
    )
)


def _next_dates(community_ids: list[int]) -> dict[int, tuple[date, str]]:
    """The nearest date on the front page of each community, read without building the page's blocks."""
    today, nearest = localdate().isoformat(), {}
    for community_id, text in _bodies_with_dates(places=tuple(community_ids)):
        coming = [
            (entry["value"]["day"], entry["value"]["title"])
            for block in json.loads(text)
            if block["type"] == "dates"
            for entry in block["value"]["dates"]
            if entry["value"]["day"] >= today
        ]
        if coming:
            day, title = min(coming)
            nearest[community_id] = (date.fromisoformat(day), title)
    return nearest
