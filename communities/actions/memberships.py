"""All that changes memberships. A row is never overwritten: it ends, and the next one begins."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from .. import activity, doorbell, rules
from ..models import Community, JoinRequest, Membership, Role, User
from ..refusal import Refused, require
from ..viewer import Viewer


@transaction.atomic
def begin(
    *,
    user: User,
    community: Community,
    origin: str,
    actor: Viewer | None,
    role: str = Role.MEMBER,
    until: datetime | None = None,
    sponsor_id: int | None = None,
    level: str | None = None,
) -> Membership:
    """Begin a membership, whoever allowed it; the one that holds already is answered as it is.

    Raises Refused("banned") for somebody who may not come back."""
    # The community's row serialises comings and goings, so that the count stays right.
    Community.objects.select_for_update().get(pk=community.pk)
    held = Membership.objects.filter(user=user, community=community).exclude(state=Membership.State.ENDED).first()
    if held and held.state == Membership.State.BANNED:
        raise Refused("banned", _("The moderators of this community have ended this membership for good."))
    if held and (held.until is None or held.until > now()):
        return held
    if held:
        _close(held, reason="expired")
    membership = Membership.objects.create(
        user=user,
        community=community,
        role=role,
        origin=origin,
        until=until,
        sponsor_id=sponsor_id,
        **({"level": level} if level else {}),
    )
    JoinRequest.objects.filter(user=user, community=community, state=JoinRequest.State.OPEN).update(
        state=JoinRequest.State.WITHDRAWN, decided_at=now()
    )
    _count(community)
    _record("membership.started", membership, actor)
    return membership


@transaction.atomic
def join(*, viewer: Viewer, community: Community) -> Membership:
    """Become a member of an open community. Raises PermissionDenied where one has to ask or be invited."""
    if viewer.is_member_of(community.pk):
        return Membership.objects.current().get(user_id=viewer.id, community=community)
    require(rules.may_join(viewer, community), _("This community is not open to everybody: ask to join instead."))
    return begin(user=viewer.user, community=community, origin=Membership.Origin.JOINED, actor=viewer)


@transaction.atomic
def leave(*, viewer: Viewer, community: Community) -> None:
    """End the viewer's own membership. The last owner cannot leave: somebody has to decide who may be there."""
    membership = Membership.objects.current().filter(user_id=viewer.id, community=community).first()
    if membership is None:
        return
    _keep_an_owner(membership)
    _close(membership, actor=viewer)
    _count(community)
    _record("membership.ended", membership, viewer)


@transaction.atomic
def remove_member(*, viewer: Viewer, membership: Membership, reason: str = "", for_good: bool = False) -> None:
    """End somebody's membership; `for_good` also keeps the person from coming back."""
    require(rules.may_remove(viewer, membership), _("Only moderators can remove people, and only owners moderators."))
    if membership.state != Membership.State.ACTIVE:
        return
    _keep_an_owner(membership)
    _close(membership, actor=viewer, reason=reason, for_good=for_good)
    _count(membership.community)
    _record("membership.ended", membership, viewer, {"removed": True, "for_good": for_good})


@transaction.atomic
def change_role(*, viewer: Viewer, membership: Membership, role: str) -> Membership:
    """Give `membership` another role: its row ends and the next begins, with the same level."""
    require(rules.may_change_role(viewer, membership, role), _("Only owners can change roles."))
    if membership.role == role:
        return membership
    if membership.role == Role.OWNER:
        _keep_an_owner(membership)
    before = membership.role
    _close(membership, actor=viewer)
    changed = Membership.objects.create(
        user_id=membership.user_id,
        community_id=membership.community_id,
        role=role,
        level=membership.level,
        origin=Membership.Origin.ROLE,
        sponsor_id=membership.sponsor_id,
    )
    _record("membership.changed", changed, viewer, {"role": role, "before": before})
    return changed


@transaction.atomic
def set_level(*, viewer: Viewer, community: Community, level: str) -> None:
    """How much of the community the viewer is told about. A preference, so the row keeps its history otherwise."""
    Membership.objects.current().filter(user_id=viewer.id, community=community).update(level=level)


@transaction.atomic
def end_all_of(user: User, *, actor: Viewer | None) -> None:
    """End every membership of `user`, who has been deactivated."""
    for membership in Membership.objects.current().filter(user=user).select_related("community"):
        _close(membership, actor=actor, reason="deactivated")
        _count(membership.community)
        _record("membership.ended", membership, actor)


def end_expired() -> None:
    """A clock job: close memberships whose time is over. They opened nothing any more since that moment."""
    expired = Membership.objects.filter(state=Membership.State.ACTIVE, until__lte=now()).select_related("community")
    for membership in expired[:200]:
        with transaction.atomic():
            _close(membership, reason="expired")
            _count(membership.community)
            _record("membership.ended", membership, None)


def _keep_an_owner(membership: Membership) -> None:
    if membership.role != Role.OWNER:
        return
    owners = Membership.objects.current().filter(community_id=membership.community_id, role=Role.OWNER)
    if not owners.select_for_update().exclude(pk=membership.pk).exists():
        raise Refused("last-owner", _("You are the only owner. Make somebody else an owner first."))


def _close(membership: Membership, *, actor: Viewer | None = None, reason: str = "", for_good: bool = False) -> None:
    moment = now()
    membership.state = Membership.State.BANNED if for_good else Membership.State.ENDED
    membership.until = min(membership.until or moment, moment)
    membership.ended_by_id = actor.id if actor else None
    membership.reason = reason[:300]
    membership.save(update_fields=["state", "until", "ended_by", "reason"])


def _count(community: Community) -> None:
    held = Membership.objects.current().filter(community=community).aggregate(n=Count("pk", filter=Q()))["n"]
    Community.objects.filter(pk=community.pk).update(member_count=held)


def _record(kind: str, membership: Membership, actor: Viewer | None, more: dict | None = None) -> None:
    activity.record(
        kind=kind,
        actor=actor,
        subject=membership,
        audience=membership.community.members_audience,
        community=membership.community_id,
        payload={"user": membership.user_id, "role": membership.role, **(more or {})},
    )
    doorbell.recheck(membership.user_id)
