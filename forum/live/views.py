"""The same events over HTTP, for browsers whose socket does not come through."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .frames import page
from .places import place
from .reading import read_since


@require_safe
def sync(request: HttpRequest) -> HttpResponse:
    """One page of events as JSON; a topic that is not there and one that is not the viewer's are the same 404."""
    after = request.GET.get("after", "0")
    where = place(request.GET.get("topic", ""), request.viewer.id or 0)
    if where is None or request.viewer.is_visitor:
        raise Http404
    if not (after.isascii() and after.isdecimal() and len(after) < 19):
        raise Http404
    reading = read_since(request.viewer, where, int(after))
    events, _fitting = page("events", where.wire, reading.items, reading.end)
    return HttpResponse(events.text, content_type="application/json", headers={"Cache-Control": "no-store"})
