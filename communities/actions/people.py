"""All that changes people: coming, being claimed from an archive, changing one's own entry, and being deactivated."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext as _

from .. import activity, audience, doorbell, rules
from ..models import Agency, Appointment, GroundRulesAcceptance, Reach, User
from ..refusal import require
from ..viewer import Viewer


def free_handle(name: str) -> str:
    """A handle made of `name` that nobody has: ana-reyes, ana-reyes-2, …"""
    stem = slugify(name)[:50] or "person"
    taken = set(User.objects.filter(handle__startswith=stem).values_list("handle", flat=True))
    return next(h for n in range(1, len(taken) + 2) if (h := stem if n == 1 else f"{stem}-{n}") not in taken)


@transaction.atomic
def register_person(
    *,
    email: str,
    name: str,
    password: str | None = None,
    title: str = "",
    agency: Agency | None = None,
    organization: str = "",
    is_staged: bool = False,
) -> User:
    """Make a person and the audience that is the person's own; a staged entry of the same address is claimed.

    Call it only once the address is known to be the person's (a link sent there). Raises ValidationError when the
    address has an account already."""
    email = email.strip().lower()
    user = User.objects.select_for_update().filter(email=email).first()
    if user is None:
        user = User(email=email, handle=free_handle(name), is_staged=is_staged)
    elif user.is_staged and not is_staged:
        user.is_staged = False
    else:
        raise ValidationError(_("There is an account with this address already: sign in instead."), code="known")
    user.name, user.title, user.agency, user.organization = name.strip(), title.strip(), agency, organization.strip()
    user.set_password(password)
    user.save()
    own = audience.person(user.pk)
    Reach.objects.get_or_create(audience=own, name=own)
    if not is_staged:
        activity.record(kind="person.changed", actor=None, subject=user, audience=audience.STAFF)
    return user


@transaction.atomic
def change_profile(*, viewer: Viewer, **fields: object) -> User:
    """Change one's own entry: name, title, time_zone, language, single_keys; nothing else is looked at."""
    allowed = {"name", "title", "time_zone", "language", "single_keys"}
    changes = {field: value for field, value in fields.items() if field in allowed}
    User.objects.filter(pk=viewer.id).update(**changes)
    user = User.objects.get(pk=viewer.id)
    activity.record(kind="person.changed", actor=viewer, subject=user, audience=audience.STAFF)
    return user


@transaction.atomic
def deactivate(*, viewer: Viewer, user: User) -> None:
    """End what `user` may do: sessions and sockets end at once, memberships end, words stay.

    Raises PermissionDenied unless the viewer is an operator or admin of the person's agency."""
    require(
        rules.may_run_agency(viewer, user.agency_id) and user.pk != viewer.id,
        _("Only an admin of the person’s agency can do this."),
    )
    from .memberships import end_all_of  # noqa: PLC0415 - memberships also starts from people.

    User.objects.filter(pk=user.pk).update(is_active=False, deactivated_at=now(), session_epoch=F("session_epoch") + 1)
    Appointment.objects.current().filter(user=user).update(until=now())
    activity.record(kind="person.deactivated", actor=viewer, subject=user, audience=audience.STAFF)
    doorbell.recheck(user.pk)
    end_all_of(user, actor=viewer)


@transaction.atomic
def reactivate(*, viewer: Viewer, user: User) -> None:
    """Let a deactivated person sign in again; memberships do not come back by themselves."""
    require(rules.may_run_agency(viewer, user.agency_id), _("Only an admin of the person’s agency can do this."))
    User.objects.filter(pk=user.pk).update(is_active=True, deactivated_at=None)
    activity.record(kind="person.changed", actor=viewer, subject=user, audience=audience.STAFF)


@transaction.atomic
def appoint(
    *, viewer: Viewer | None, user: User, kind: str, agency: Agency | None = None, until: datetime | None = None
) -> Appointment:
    """Appoint `user`. Only operators appoint; no viewer at all means the set-up of a new site."""
    require(viewer is None or viewer.is_operator, _("Only an operator can appoint people."))
    if kind == Appointment.Kind.OPERATOR:
        User.objects.filter(pk=user.pk).update(is_of_service=True)
        user.is_of_service = True
    held = Appointment.objects.current().filter(user=user, kind=kind, agency=agency).first()
    return held or Appointment.objects.create(user=user, kind=kind, agency=agency, until=until)


@transaction.atomic
def accept_ground_rules(*, viewer: Viewer, version: int) -> None:
    """Note that the viewer accepted the ground rules of `version`; a second time changes nothing."""
    GroundRulesAcceptance.objects.get_or_create(user_id=viewer.id, version=version)
