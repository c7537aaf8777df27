"""How a viewer stands to a community: member, waiting, invited, or free to join. The state, not the rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from .models import Community, Invitation, JoinRequest
from .viewer import Viewer

WAYS = {
    Community.JoinPolicy.OPEN: "open",
    Community.JoinPolicy.ON_REQUEST: "request",
    Community.JoinPolicy.BY_INVITATION: "invitation",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """State: member, asked, declined, invited, open, request, invitation, closed (guests) or visitor."""

    state: str
    at: datetime | None = None
    by: str = ""
    reason: str = ""
    token: str = ""

    @property
    def may_ask(self) -> bool:
        return self.state in {"request", "declined"}


def standings(viewer: Viewer, communities: Iterable[Community]) -> dict[int, Standing]:
    """The viewer's standing in each community. Two queries, whatever their number."""
    communities = list(communities)
    if viewer.is_visitor:
        return {community.pk: Standing("visitor") for community in communities}
    strange = [community for community in communities if not viewer.is_member_of(community.pk)]
    invited = _invitations(viewer, strange)
    asked = _requests(viewer, [community for community in strange if community.pk not in invited])
    return {community.pk: _standing(viewer, community, invited, asked) for community in communities}


def standing(viewer: Viewer, community: Community) -> Standing:
    """The viewer's standing in one community; no query for members and visitors."""
    return standings(viewer, [community])[community.pk]


def _standing(
    viewer: Viewer, community: Community, invited: dict[int, Standing], asked: dict[int, Standing]
) -> Standing:
    if viewer.is_member_of(community.pk):
        return Standing("member")
    if community.pk in invited:
        return invited[community.pk]
    if not viewer.is_staff:
        return Standing("closed")
    held = asked.get(community.pk)
    on_request = community.join_policy == Community.JoinPolicy.ON_REQUEST
    if held and (held.state == "asked" or on_request):
        return held
    return Standing(WAYS[Community.JoinPolicy(community.join_policy)])


def _invitations(viewer: Viewer, communities: list[Community]) -> dict[int, Standing]:
    if not communities:
        return {}
    rows = Invitation.objects.open().filter(community__in=communities, email=viewer.user.email)
    return {
        row.community_id: Standing(
            "invited", row.sent_at, row.invited_by.name if row.invited_by else "", token=row.token
        )
        for row in rows.select_related("invited_by")
    }


def _requests(viewer: Viewer, communities: list[Community]) -> dict[int, Standing]:
    """The latest request of each community, when it is open or was declined."""
    if not communities:
        return {}
    latest: dict[int, Standing] = {}
    told = Q(state=JoinRequest.State.OPEN) | Q(state=JoinRequest.State.REFUSED)
    rows = JoinRequest.objects.filter(told, user_id=viewer.id, community__in=communities).order_by("pk")
    for row in rows.select_related("decided_by"):
        if row.state == JoinRequest.State.OPEN:
            latest[row.community_id] = Standing("asked", row.asked_at)
        else:
            by = row.decided_by.name if row.decided_by else ""
            latest[row.community_id] = Standing("declined", row.decided_at, by, row.reason)
    return latest
