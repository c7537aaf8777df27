"""The front door, and the papers of one community: pages whose addresses stand before Wagtail's."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from communities.access import community_or_404

from . import front_door
from .paper_lists import PaperList


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door."""
    if request.viewer.is_visitor:
        return render(request, "home/home_public.html", front_door.for_visitors(request))
    return render(request, "home/home.html", front_door.for_members(request))


@require_safe
def community_papers(request: HttpRequest, slug: str) -> HttpResponse:
    """The white papers of one community, for its readers."""
    community = community_or_404(request.viewer, slug)
    papers = PaperList.asked(request, community)
    return render(request, "home/community_papers.html", {"community": community, "tab": "papers", "papers": papers})
