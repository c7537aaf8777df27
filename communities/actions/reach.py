"""Keeping the table of reach in step with a community's visibility."""

from django.utils.timezone import now

from .. import activity, doorbell
from ..models import Community, Invitation, Reach, User
from ..rules import reach_of
from ..viewer import Viewer


def write_reach(community: Community, actor: Viewer | None) -> None:
    """Make the reach of `community` what its row says. Records `reach.changed` when an audience's names changed.

    Belongs inside the transaction of whatever changed the community."""
    wanted = reach_of(community, list(community.agencies.values_list("pk", flat=True)), _people_invited_to(community))
    held: dict[str, set[str]] = {audience: set() for audience in wanted}
    for audience, name in Reach.objects.filter(audience__in=wanted).values_list("audience", "name"):
        held[audience].add(name)
    for audience, names in wanted.items():
        Reach.objects.filter(audience=audience, name__in=held[audience] - names).delete()
        Reach.objects.bulk_create([Reach(audience=audience, name=name) for name in sorted(names - held[audience])])
    if changed := sorted(audience for audience in wanted if wanted[audience] != held[audience]):
        activity.record(
            kind="reach.changed",
            actor=actor,
            subject=community,
            audience=community.moderators_audience,
            community=community,
            payload={"audiences": changed},
        )
    if any(held[audience] - wanted[audience] for audience in wanted):
        doorbell.recheck()


def _people_invited_to(community: Community) -> list[int]:
    emails = Invitation.objects.filter(
        community=community, accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now()
    ).values("email")
    return list(User.objects.people().filter(email__in=emails).values_list("pk", flat=True))
