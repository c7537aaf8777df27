"""How a viewer stands to a community: member, waiting, invited, or free to join. The state, not the rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import Q, QuerySet
from django.utils.timezone import now

from .models import Community, Invitation, JoinRequest
from .prepared import Prepared
from .viewer import Viewer

WAYS = {
    Community.JoinPolicy.OPEN: "open",
    Community.JoinPolicy.ON_REQUEST: "request",
    Community.JoinPolicy.BY_INVITATION: "invitation",
}


class Joinable(Protocol):
    """A community, or as much of one as decides how it is joined."""

    @property
    def pk(self) -> int: ...

    @property
    def join_policy(self) -> str: ...


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


def standings(viewer: Viewer, communities: Iterable[Joinable]) -> dict[int, Standing]:
    """The viewer's standing in each community. Two queries, whatever their number."""
    communities = list(communities)
    if viewer.is_visitor:
        return {community.pk: Standing("visitor") for community in communities}
    strange = [community for community in communities if not viewer.is_member_of(community.pk)]
    invited = _invitations(viewer, tuple(community.pk for community in strange))
    asked = _requests(viewer, tuple(community.pk for community in strange if community.pk not in invited))
    return {community.pk: _standing(viewer, community, invited, asked) for community in communities}


def standing(viewer: Viewer, community: Community) -> Standing:
    """The viewer's standing in one community; no query for members and visitors."""
    return standings(viewer, [community])[community.pk]


def _standing(
    viewer: Viewer, community: Joinable, invited: dict[int, Standing], asked: dict[int, Standing]
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


def _invitations(viewer: Viewer, communities: tuple[int, ...]) -> dict[int, Standing]:
    rows = _open_to(email=viewer.user.email, communities=communities, at=now())
    return {
        row.community_id: Standing(
            "invited", row.sent_at, row.invited_by.name if row.invited_by else "", token=row.token
        )
        for row in rows
    }


def _requests(viewer: Viewer, communities: tuple[int, ...]) -> dict[int, Standing]:
    """The latest request of each community, when it is open or was declined."""
    latest: dict[int, Standing] = {}
    for row in _asked_by(user=viewer.id, communities=communities):
        if row.state == JoinRequest.State.OPEN:
            latest[row.community_id] = Standing("asked", row.asked_at)
        else:
            by = row.decided_by.name if row.decided_by else ""
            latest[row.community_id] = Standing("declined", row.decided_at, by, row.reason)
    return latest


def _open_invitations(email: str, communities: tuple[int, ...], at: datetime) -> QuerySet[Invitation]:
    open_to = Invitation.objects.open(at).filter(email=email, community__in=communities)
    return open_to.select_related("invited_by")


def _told_requests(user: int, communities: tuple[int, ...]) -> QuerySet[JoinRequest]:
    told = Q(state=JoinRequest.State.OPEN) | Q(state=JoinRequest.State.REFUSED)
    rows = JoinRequest.objects.filter(told, user_id=user, community__in=communities)
    return rows.select_related("decided_by").order_by("pk")


_open_to: Prepared[Invitation] = Prepared(_open_invitations)
_asked_by: Prepared[JoinRequest] = Prepared(_told_requests)
