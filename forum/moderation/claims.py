"""Holding something in the queue, so that two moderators do not work on it at once. A claim lapses by itself."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Model, Q
from django.utils.formats import time_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from communities import activity
from communities.models import JoinRequest
from communities.refusal import Refused, require
from communities.viewer import Viewer

from . import rules
from .models import Claim, ReviewItem

HOLDS_FOR = timedelta(minutes=30)

Held = Claim.Held


def kind_of(waiting: Model) -> Held:
    """Which kind of thing in the queue `waiting` is."""
    return {ReviewItem: Held.REPORT, JoinRequest: Held.REQUEST}[type(waiting)]


def claim_on(waiting: Model) -> Claim | None:
    """The claim that holds `waiting` now. One query."""
    held = Claim.objects.current().filter(held=kind_of(waiting), held_id=waiting.pk)
    return held.select_related("moderator").first()


def claims_on(held: str, ids: Iterable[int]) -> dict[int, Claim]:
    """The claims that hold now, by what they hold. One query."""
    claims = Claim.objects.current().filter(held=held, held_id__in=list(ids)).select_related("moderator")
    return {claim.held_id: claim for claim in claims}


@transaction.atomic
def take(*, viewer: Viewer, waiting: ReviewItem | JoinRequest) -> Claim:
    """Hold `waiting` for half an hour; again, for another half hour. Refused while somebody else holds it."""
    require(rules.may_handle(viewer, waiting), _("Only moderators can claim what waits here."))
    if waiting.decided_at is not None:
        raise Refused("decided", _("This has been decided already. Look at the queue again."))
    kind, moment = kind_of(waiting), now()
    place = Claim.objects.filter(held=kind, held_id=waiting.pk)
    place.filter(Q(until__lte=moment) | Q(moderator=viewer.id)).delete()
    claim, is_new = Claim.objects.get_or_create(
        held=kind,
        held_id=waiting.pk,
        defaults={
            "community": waiting.community,
            "moderator_id": viewer.id,
            "since": moment,
            "until": moment + HOLDS_FOR,
        },
    )
    if claim.moderator_id != viewer.id:
        raise refused_by(claim)
    if is_new:
        record(viewer, "claimed", waiting)
    return claim


@transaction.atomic
def give_back(*, viewer: Viewer, waiting: ReviewItem | JoinRequest) -> None:
    """End one's own claim. Without one nothing happens."""
    ended, _by_model = Claim.objects.filter(held=kind_of(waiting), held_id=waiting.pk, moderator=viewer.id).delete()
    if ended:
        record(viewer, "released", waiting)


def record(viewer: Viewer, verb: str, waiting: ReviewItem | JoinRequest) -> None:
    """Write down that `waiting` was claimed or released, where those who decide about it can read it."""
    noun = "report" if kind_of(waiting) == Held.REPORT else "join"
    activity.record(
        kind=f"{noun}.{verb}",
        actor=viewer,
        subject=waiting,
        audience=rules.deciders(waiting),
        community=waiting.community,
    )


def refused_by(claim: Claim) -> Refused:
    """The refusal that names who holds it, and until when."""
    until = time_format(localtime(claim.until), "H:i")
    message = _("%(name)s holds this until %(time)s. Only %(name)s can decide meanwhile.")
    return Refused("claimed", message % {"name": claim.moderator.name, "time": until})
