"""Asking to join: the wish, its withdrawal, and the moderators' answer."""

from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from .. import activity, audience, rules
from ..models import Community, JoinRequest, Membership
from ..refusal import Refused, require
from ..viewer import Viewer
from .memberships import begin

State = JoinRequest.State
Guard = Callable[[Viewer, JoinRequest], None]

_guards: list[Guard] = []


def register_guard(guard: Guard) -> None:
    """Have `guard(viewer, request)` asked before a request is answered; it raises Refused to keep the answer back."""
    if guard not in _guards:
        _guards.append(guard)


@transaction.atomic
def ask_to_join(*, viewer: Viewer, community: Community, note: str = "") -> JoinRequest:
    """Ask the moderators. Asking twice answers the request that is open already."""
    require(rules.may_ask_to_join(viewer, community), _("This community is joined in another way."))
    if Membership.objects.filter(user_id=viewer.id, community=community, state=Membership.State.BANNED).exists():
        raise Refused("banned", _("The moderators of this community have ended your membership for good."))
    try:
        with transaction.atomic():
            request = JoinRequest.objects.create(user_id=viewer.id, community=community, note=note.strip())
    except IntegrityError:
        return JoinRequest.objects.get(user_id=viewer.id, community=community, state=State.OPEN)
    _record("join.asked", request, viewer)
    return request


@transaction.atomic
def withdraw(*, viewer: Viewer, community: Community) -> None:
    """Take back one's own open request, if there is one."""
    request = JoinRequest.objects.filter(user_id=viewer.id, community=community, state=State.OPEN).first()
    if request and _decided(request, State.WITHDRAWN, None, ""):
        _record("join.withdrawn", request, viewer)


@transaction.atomic
def approve(*, viewer: Viewer, request: JoinRequest) -> None:
    """Let the person in. Approving what was decided before changes nothing."""
    _require_answerable(viewer, request)
    if not _decided(request, State.APPROVED, viewer, ""):
        return
    begin(user=request.user, community=request.community, origin=Membership.Origin.REQUEST, actor=viewer)
    _record("join.approved", request, viewer)


@transaction.atomic
def refuse(*, viewer: Viewer, request: JoinRequest, reason: str) -> None:
    """Say no, with a reason that the person is shown."""
    _require_answerable(viewer, request)
    if _decided(request, State.REFUSED, viewer, reason):
        _record("join.refused", request, viewer)


def _require_answerable(viewer: Viewer, request: JoinRequest) -> None:
    require(rules.may_moderate(viewer, request.community), _("Only moderators can decide on requests."))
    for guard in _guards:
        guard(viewer, request)


def _decided(request: JoinRequest, state: str, viewer: Viewer | None, reason: str) -> bool:
    """Move an open request on; False when somebody else was first."""
    changes = {"state": state, "decided_at": now(), "decided_by_id": viewer.id if viewer else None, "reason": reason}
    moved = JoinRequest.objects.filter(pk=request.pk, state=State.OPEN).update(**changes)
    request.refresh_from_db()
    return bool(moved)


def _record(kind: str, request: JoinRequest, actor: Viewer) -> None:
    own = kind in {"join.approved", "join.refused"}
    activity.record(
        kind=kind,
        actor=actor,
        subject=request,
        audience=audience.person(request.user_id) if own else request.community.moderators_audience,
        community=request.community_id,
        payload={"user": request.user_id},
    )
