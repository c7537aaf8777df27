"""Search for programs: the same question, gates and order as the page, as JSON."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from .engines.base import END, START
from .facets import facets_of
from .finder import Found, Item, Result, find

LIMIT, MOST = 10, 50


@require_GET
def search(request: HttpRequest) -> JsonResponse:
    """`q`, `type` (a tab), `limit` (1 to 50) and `cursor` (from `next`). Odd values are read as if not given."""
    per_page = min(max(_number(request.GET.get("limit", ""), LIMIT), 1), MOST)
    number = max(_number(request.GET.get("cursor", ""), 1), 1)
    found = find(
        request.viewer,
        request.GET.get("q", ""),
        tab=request.GET.get("type", ""),
        number=number,
        per_page=per_page,
        has_facets=True,
    )
    is_past = number > found.page.paginator.num_pages
    return JsonResponse(
        {
            "total": found.shown,
            "about": found.is_partial,
            "results": [] if is_past else [_result(result) for result in found.results],
            "facets": {"type": dict(found.counts)} | _facets(request, found),
            "next": str(number + 1) if found.page.has_next() and not is_past else None,
            "notices": list(found.notices),
        }
    )


def _facets(request: HttpRequest, found: Found) -> dict[str, dict[str, int]]:
    """Each value is what its operator takes: `facets["in"]["fleet-managers"]`."""
    facets = facets_of(found.query, request.viewer, found.facets)
    return {facet.name: {one.value: one.count for one in facet.choices if one.count is not None} for facet in facets}


def _result(result: Result) -> dict:
    item: Item = result.best
    document = item.document
    return {
        "kind": document.kind,
        "id": document.id,
        "thread": document.thread_id,
        "post": document.post_number,
        "url": item.facts.url,
        "title": item.facts.heading,
        "snippet": item.excerpt.text.replace(START, "").replace(END, ""),
        "community": result.community.slug if result.community else None,
        "author": item.author or None,
        "at": document.at.isoformat(),
    }


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else default
