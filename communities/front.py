"""What a community's front page shows to a viewer: what its moderators put there, who they are, who is there."""

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from . import rules
from .models import CommunityPage, Membership, Reach, User
from .viewer import MODERATING, Viewer

BESIDE = frozenset({"people", "links", "dates"})
PAPERS_AT_FIRST, PAPERS_HEADING = 4, _("Papers of this community")


def front(page: CommunityPage, viewer: Viewer) -> dict[str, Any]:
    """The context of the front page. Lists of people are as the viewer may know them."""
    community = page.community
    blocks = list(page.body)
    papers = next((block.value for block in blocks if block.block_type == "papers"), None)
    return {
        "community": community,
        "tab": "front",
        "is_reader": viewer.is_member_of(community.pk) or Reach.opens(community.readers_audience, viewer),
        "texts": [block for block in blocks if block.block_type == "text"],
        "beside": [block for block in blocks if block.block_type in BESIDE],
        "papers_heading": papers["heading"] if papers else PAPERS_HEADING,
        "at_most": papers["at_most"] if papers else PAPERS_AT_FIRST,
        "stewards": _stewards(page, viewer),
        "agencies": _agencies(page) if rules.may_see_members(viewer, community) else [],
    }


def _stewards(page: CommunityPage, viewer: Viewer) -> QuerySet:
    """Owners, then moderators."""
    return (
        Membership.objects.current()
        .filter(community=page.community_id, role__in=MODERATING, user__in=User.objects.visible_to(viewer))
        .select_related("user__agency")
        .order_by("-role", "user__name")
    )


def _agencies(page: CommunityPage) -> list[tuple[str | None, str | None, int]]:
    """Name and type of each agency with the number of its people; guests, who have none, come last."""
    people = Membership.objects.current().filter(community=page.community_id)
    counts = people.values_list("user__agency__name", "user__agency__type").annotate(n=Count("pk"))
    return sorted(counts, key=lambda row: (row[0] is None, -row[2], row[0] or ""))
