"""What waits, what was decided, and the record."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from communities.answers import signed_in
from communities.models import Community

from .. import queue as waiting_list
from .. import record as record_of
from .. import rules
from ..access import desk_or_404
from ..forms import DecisionForm
from ..models import ReviewItem

DECIDED_PER_PAGE = 20
ENTRIES_PER_PAGE = 50


@require_GET
@signed_in
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits in one community."""
    return queue_page(request, desk_or_404(request.viewer, slug))


@require_GET
@signed_in
def everywhere(request: HttpRequest) -> HttpResponse:
    """What waits in all that the viewer moderates."""
    if not rules.places(request.viewer):
        raise Http404
    return everywhere_page(request)


def queue_page(request: HttpRequest, community: Community, mending: DecisionForm | None = None) -> HttpResponse:
    """The queue of `community`; with a decision to mend, its form stands in its item, and the answer is 422."""
    here = reverse("moderation:queue", args=[community.slug])
    context = _context(request, [community.pk], here, mending) | {"community": community, "tab": "moderation"}
    return render(request, "moderation/queue.html", context, status=422 if mending else 200)


def everywhere_page(request: HttpRequest, mending: DecisionForm | None = None) -> HttpResponse:
    """The queue of all that the viewer moderates."""
    context = _context(request, rules.places(request.viewer), reverse("moderation:everywhere"), mending)
    return render(request, "moderation/everywhere.html", context, status=422 if mending else 200)


@require_GET
@signed_in
def decided(request: HttpRequest, slug: str) -> HttpResponse:
    """The reports of one community that were decided, newest first."""
    community = desk_or_404(request.viewer, slug)
    items = ReviewItem.objects.visible_to(request.viewer).decided().filter(community=community)
    page = Paginator(waiting_list.with_reports(items).order_by("-decided_at"), DECIDED_PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "community": community,
        "tab": "moderation",
        "page": page,
        "decided": waiting_list.of_items(request.viewer, page.object_list),
    }
    return render(request, "moderation/decided.html", context)


@require_GET
@signed_in
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """Every act of moderation in one community, newest first."""
    community = desk_or_404(request.viewer, slug)
    page = Paginator(record_of.of(request.viewer, community), ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "community": community,
        "tab": "moderation",
        "page": page,
        "entries": record_of.entries(request.viewer, page.object_list),
    }
    return render(request, "moderation/record.html", context)


def _context(
    request: HttpRequest, community_ids: Sequence[int], here: str, mending: DecisionForm | None
) -> dict[str, Any]:
    everything = waiting_list.waiting(request.viewer, community_ids)
    mine = [one for one in everything if one.is_mine]
    show = "mine" if request.GET.get("show") == "mine" else "open"
    return {
        "show": show,
        "waiting": mine if show == "mine" else everything,
        "number": len(everything),
        "mine": len(mine),
        "mending": mending,
        "here": here,
    }
