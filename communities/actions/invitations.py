"""Inviting by mail: a single-use link that expires, can be sent again and revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from .. import activity, audience, rules
from ..models import Agency, Community, Invitation, MailDomain, Membership, Role, User
from ..models.joining import new_nonce
from ..refusal import Refused, require
from ..viewer import Viewer
from .memberships import begin
from .people import appoint, register_person
from .reach import write_reach

VALID_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody without an account fills in when taking up an invitation."""

    name: str
    password: str
    email: str = ""
    title: str = ""
    organization: str = ""


@transaction.atomic
def invite(
    *,
    viewer: Viewer,
    community: Community,
    email: str,
    role: str = Role.MEMBER,
    until: datetime | None = None,
    note: str = "",
) -> Invitation:
    """Invite `email` into `community`; an open invitation of the same address is sent again with the new terms."""
    require(rules.may_invite(viewer, community, role), _("Only moderators can invite, and only owners moderators."))
    email = email.strip().lower()
    if role == Role.GUEST and (until is None or until <= now()):
        raise ValidationError(_("Say until when the guest may stay."), code="until")
    if Membership.objects.current().filter(community=community, user__email=email).exists():
        raise ValidationError(_("%(email)s is a member already.") % {"email": email}, code="member")
    terms = {"role": role, "membership_until": until, "note": note.strip(), "invited_by_id": viewer.id}
    invitation, is_new = Invitation.objects.select_for_update().get_or_create(
        community=community,
        email=email,
        accepted_at=None,
        revoked_at=None,
        defaults=terms | {"expires_at": now() + VALID_FOR},
    )
    if not is_new:
        _renew(invitation, **terms)
    _sent(invitation, viewer)
    return invitation


@transaction.atomic
def invite_to_agency(*, viewer: Viewer, agency: Agency, email: str, appointment: str = "") -> Invitation:
    """Invite `email` to the service as staff of `agency`; operators may appoint in the same breath."""
    may = viewer.is_operator or (not appointment and ("agency-admin", agency.pk) in viewer.appointments)
    require(may, _("Only an admin of this agency can invite its staff."))
    invitation = Invitation.objects.create(
        email=email.strip().lower(),
        agency=agency,
        appointment=appointment,
        invited_by_id=viewer.id,
        expires_at=now() + VALID_FOR,
    )
    _sent(invitation, viewer)
    return invitation


@transaction.atomic
def first_operator_invitation() -> Invitation | None:
    """The link that makes the first operator of a new site; None once there is one. An unused older link dies."""
    if User.objects.filter(appointments__kind="operator").exists():
        return None
    Invitation.objects.filter(appointment="operator", accepted_at=None, invited_by=None).update(revoked_at=now())
    return Invitation.objects.create(appointment="operator", expires_at=now() + VALID_FOR)


@transaction.atomic
def send_again(*, viewer: Viewer, invitation: Invitation) -> None:
    """Send a new link and let the older one die."""
    _require_say(viewer, invitation)
    if invitation.accepted_at or invitation.revoked_at:
        raise Refused("closed", _("This invitation was used or revoked: invite again."))
    _renew(invitation)
    _sent(invitation, viewer)


@transaction.atomic
def revoke(*, viewer: Viewer, invitation: Invitation) -> None:
    """Make the link stop working."""
    _require_say(viewer, invitation)
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(revoked_at=now())
    if invitation.community:
        write_reach(invitation.community, viewer)


@transaction.atomic
def accept(*, token: str, viewer: Viewer, newcomer: Newcomer | None = None) -> User:
    """Take up the invitation: as the signed-in person whose address it names, or as a newcomer who gets an account.

    Raises Refused("closed") when the link is used, revoked, expired or unknown, and PermissionDenied when it was sent
    to another address than the viewer's."""
    invitation = Invitation.objects.of_token(token).select_for_update().first()
    if invitation is None or not invitation.is_open:
        raise Refused("closed", _("This invitation no longer works. Ask whoever sent it for a new one."), status=410)
    if viewer.is_visitor:
        user = _register(invitation, newcomer)
    else:
        own = invitation.email in {"", viewer.user.email}
        require(own, _("This invitation was sent to another address. Sign out and open the link again."))
        user = viewer.user
    invitation.accepted_at, invitation.accepted_by = now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    _carry_out(invitation, user, viewer)
    return user


def _register(invitation: Invitation, newcomer: Newcomer | None) -> User:
    if newcomer is None:
        raise ValidationError(_("Write your name and choose a password."), code="newcomer")
    email = invitation.email or newcomer.email
    is_guest = invitation.role == Role.GUEST
    domain = MailDomain.objects.filter(domain=email.rpartition("@")[2].lower()).select_related("agency").first()
    agency = invitation.agency or (domain.agency if domain and not is_guest else None)
    return register_person(
        email=email,
        name=newcomer.name,
        password=newcomer.password,
        title=newcomer.title,
        agency=agency,
        organization=newcomer.organization if agency is None else "",
    )


def _carry_out(invitation: Invitation, user: User, viewer: Viewer) -> None:
    if invitation.agency_id and user.agency_id is None:
        User.objects.filter(pk=user.pk).update(agency=invitation.agency)
    if invitation.appointment:
        appoint(viewer=None, user=user, kind=invitation.appointment, agency=invitation.agency)
    if invitation.community:
        begin(
            user=user,
            community=invitation.community,
            origin=Membership.Origin.INVITATION,
            actor=viewer if viewer.user else None,
            role=invitation.role,
            until=invitation.membership_until,
            sponsor_id=invitation.invited_by_id if invitation.role == Role.GUEST else None,
        )
        write_reach(invitation.community, None)


def _require_say(viewer: Viewer, invitation: Invitation) -> None:
    if invitation.community:
        may = rules.may_invite(viewer, invitation.community, invitation.role)
    else:
        may = viewer.is_operator or ("agency-admin", invitation.agency_id) in viewer.appointments
    require(may, _("Only those who may invite can change an invitation."))


def _renew(invitation: Invitation, **terms: object) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(
        nonce=new_nonce(), sent_at=now(), expires_at=now() + VALID_FOR, times_sent=F("times_sent") + 1, **terms
    )
    invitation.refresh_from_db()


def _sent(invitation: Invitation, viewer: Viewer) -> None:
    if invitation.community:
        write_reach(invitation.community, viewer)
    activity.record(
        kind="invitation.sent",
        actor=viewer,
        subject=invitation,
        audience=invitation.community.moderators_audience if invitation.community else audience.NOBODY,
        community=invitation.community,
    )
