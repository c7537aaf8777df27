"""What the box suggests while somebody types: places, people and titles, through the same two gates as every answer."""

from collections.abc import Iterable

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from communities.viewer import Viewer

from .engines.base import END, START
from .engines.exact import plain
from .finder import Result, find

LEAST, MOST_WORDS, SHOWN, LOOKED_AT = 2, 6, 8, 24
# In this order, and of each at most so many.
_MOST = {"community": 3, "person": 2, "thread": 8, "paper": 3, "news": 2}


@require_GET
def suggest(request: HttpRequest) -> JsonResponse:
    """`q`: what was typed so far. Nothing for less than two letters."""
    found = suggestions(request.viewer, request.GET.get("q", ""))
    return JsonResponse({"suggestions": [_told(result) for result in found]})


def suggestions(viewer: Viewer, text: str) -> list[Result]:
    """The communities, people and titles that have all words of `text`, the last of which may be half typed."""
    *whole, last = plain(text[:200]).split()[-MOST_WORDS:] or [""]
    if len(last) < LEAST:
        return []
    asked = " ".join([*(f"title:{word}" for word in whole), f"title:{last}*"])
    found = find(viewer, asked, per_page=LOOKED_AT, is_literal=True)
    return list(_some(found.results))[:SHOWN]


def _some(results: Iterable[Result]) -> Iterable[Result]:
    kinds: dict[str, list[Result]] = {kind: [] for kind in _MOST}
    for result in results:
        if result.best.document.kind in kinds:
            kinds[result.best.document.kind].append(result)
    return (result for kind, some in kinds.items() for result in some[: _MOST[kind]])


def _told(result: Result) -> dict[str, str]:
    facts = result.best.facts
    place = result.community.name if result.community and result.best.document.kind != "community" else ""
    heading = facts.heading.replace(START, "").replace(END, "")
    return {"label": heading, "detail": place or facts.agency or facts.label, "url": facts.url, "kind": facts.label}
