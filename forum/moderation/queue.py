"""What waits for a decision: one list of reports and of people who ask to join, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, QuerySet

from communities.models import Community, JoinRequest
from communities.prepared import Prepared
from communities.viewer import Viewer

from . import matters, rules
from .claims import claims_on
from .models import Claim, Report, ReviewItem

Held = Claim.Held
MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing in the queue as this viewer sees it. Exactly one of `item` and `request` is given."""

    held: str
    at: datetime
    community: Community
    claim: Claim | None
    is_mine: bool
    item: ReviewItem | None = None
    shown: matters.Shown | None = None
    request: JoinRequest | None = None
    declined_before: JoinRequest | None = None

    @property
    def pk(self) -> int:
        return (self.item or self.request).pk

    @property
    def is_taken(self) -> bool:
        """Somebody else holds it now."""
        return self.claim is not None and not self.is_mine

    @property
    def ground(self) -> str:
        """What was reported first, in words."""
        return self.item.reports.all()[0].get_ground_display()

    @property
    def others(self) -> int:
        """How many people reported it beside the first."""
        return len(self.reports) - 1

    @property
    def reports(self) -> Sequence[Report]:
        return self.item.reports.all()


def waiting(viewer: Viewer, community_ids: Iterable[int]) -> list[Waiting]:
    """Everything that waits for `viewer` in those of the communities, oldest first."""
    places = list(community_ids)
    items = with_reports(ReviewItem.objects.visible_to(viewer).waiting().filter(community__in=places))
    requests = (
        JoinRequest.objects.filter(community__in=[pk for pk in places if viewer.moderates(pk)])
        .filter(state=JoinRequest.State.OPEN)
        .select_related("community", "user__agency")
        .order_by("asked_at")[:MOST]
    )
    both = [*of_items(viewer, items.order_by("opened_at")[:MOST]), *of_requests(viewer, requests)]
    return sorted(both, key=lambda one: one.at)


def with_reports(items: QuerySet[ReviewItem]) -> QuerySet[ReviewItem]:
    """Review items with their community and their reports, the first report first."""
    reports = Report.objects.order_by("at", "pk").select_related("reporter__agency")
    return items.select_related("community", "decided_by").prefetch_related(Prefetch("reports", reports))


def as_seen(viewer: Viewer, waiting: ReviewItem | JoinRequest) -> Waiting:
    """One thing that waits, as `viewer` sees it now."""
    if isinstance(waiting, JoinRequest):
        (one,) = of_requests(viewer, [waiting])
    else:
        (one,) = of_items(viewer, with_reports(ReviewItem.objects.filter(pk=waiting.pk)))
    return one


def of_items(viewer: Viewer, items: Iterable[ReviewItem]) -> list[Waiting]:
    """Review items as `viewer` sees them, with what was reported."""
    items = list(items)
    claims = claims_on(Held.REPORT, (item.pk for item in items))
    shown = matters.shown(viewer, items)
    return [
        Waiting(
            held=Held.REPORT,
            at=item.opened_at,
            community=item.community,
            claim=claims.get(item.pk),
            is_mine=_is_mine(viewer, claims.get(item.pk)),
            item=item,
            shown=shown.get((item.matter, item.matter_id)),
        )
        for item in items
    ]


def of_requests(viewer: Viewer, requests: Iterable[JoinRequest]) -> list[Waiting]:
    """Join requests as `viewer` sees them, each with how the same person was declined before."""
    requests = list(requests)
    claims = claims_on(Held.REQUEST, (request.pk for request in requests))
    declined = _declined_before(requests)
    return [
        Waiting(
            held=Held.REQUEST,
            at=request.asked_at,
            community=request.community,
            claim=claims.get(request.pk),
            is_mine=_is_mine(viewer, claims.get(request.pk)),
            request=request,
            declined_before=declined.get((request.community_id, request.user_id)),
        )
        for request in requests
    ]


def counts(viewer: Viewer) -> Mapping[int, int]:
    """How much waits for `viewer` in each community with a queue of theirs. One query, none for everybody else."""
    found = dict.fromkeys(rules.places(viewer), 0)
    if not found:
        return {}
    # Nothing has the number 0: a list of values must not be empty.
    for community_id, number in _per_place(desks=rules.desks(viewer), moderated=viewer.moderated or (0,)):
        found[community_id] += number
    return found


def _waiting_for(desks: tuple[str, ...], moderated: tuple[int, ...]) -> QuerySet:
    items = ReviewItem.objects.waiting().filter(audience__in=desks)
    requests = JoinRequest.objects.filter(community__in=moderated, state=JoinRequest.State.OPEN)
    counted = (each.order_by().values_list("community_id").annotate(n=Count("pk")) for each in (items, requests))
    return next(counted).union(next(counted), all=True)


_per_place: Prepared[tuple[int, int]] = Prepared(_waiting_for)


def _is_mine(viewer: Viewer, claim: Claim | None) -> bool:
    return claim is not None and claim.moderator_id == viewer.id


def _declined_before(requests: Sequence[JoinRequest]) -> dict[tuple[int, int], JoinRequest]:
    """The last refusal of each person in the same community."""
    if not requests:
        return {}
    refused = JoinRequest.objects.filter(
        state=JoinRequest.State.REFUSED,
        community__in={request.community_id for request in requests},
        user__in={request.user_id for request in requests},
    ).order_by("decided_at")
    return {(one.community_id, one.user_id): one for one in refused}
