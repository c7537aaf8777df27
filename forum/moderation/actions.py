"""All that changes reports and their decisions. What happens to a post or message itself is done by its own app."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import activity
from communities.actions.joining import approve, refuse
from communities.models import Community, JoinRequest
from communities.refusal import Refused, require
from communities.viewer import Viewer
from forum.threads.actions import move_thread
from forum.threads.models import Thread

from . import matters, rules
from .claims import claim_on, refused_by
from .models import Claim, Outcome, Report, ReviewItem


@transaction.atomic
def report(*, viewer: Viewer, subject: matters.Subject, ground: str, note: str = "") -> Report:
    """Tell the moderators of a post or message. Reporting it again while it waits answers the first report."""
    matter, community = matters.kind_of(subject)
    allowed = rules.may_report(viewer, community_id=community.pk, author_id=subject.author_id)
    require(allowed, _("Only members can report, and only what others wrote."))
    item, _is_new = ReviewItem.objects.waiting().get_or_create(
        matter=matter,
        matter_id=subject.pk,
        defaults={"community": community, "audience": matters.moderators_of(subject)},
    )
    made, is_new = Report.objects.get_or_create(
        item=item, reporter_id=viewer.id, defaults={"ground": ground, "note": note.strip()}
    )
    if is_new:
        _record("report.made", viewer, item, ground=ground)
    return made


@transaction.atomic
def decide(*, viewer: Viewer, item: ReviewItem, outcome: str, reason: str) -> ReviewItem:
    """Close `item` and do what was decided to the post or message; everybody who reported it is told.

    Deciding twice answers the first decision. Refused while another moderator holds the item."""
    item = ReviewItem.objects.select_for_update().select_related("community").get(pk=item.pk)
    if item.decided_at is not None:
        return item
    require_free(viewer, item)
    if outcome == Outcome.HIDDEN:
        matters.hide(viewer=viewer, item=item, reason=reason)
    elif outcome == Outcome.FINE:
        matters.show(viewer=viewer, item=item, reason=reason)
    item.outcome, item.reason = outcome, reason.strip()
    item.decided_by, item.decided_at = viewer.user, now()
    item.save(update_fields=["outcome", "reason", "decided_by", "decided_at"])
    Claim.objects.filter(held=Claim.Held.REPORT, held_id=item.pk).delete()
    reporters = sorted(item.reports.values_list("reporter_id", flat=True))
    _record("report.decided", viewer, item, outcome=outcome, reason=item.reason, reporters=reporters)
    return item


@transaction.atomic
def answer_request(*, viewer: Viewer, request: JoinRequest, is_approved: bool, reason: str = "") -> JoinRequest:
    """Let somebody in, or decline with a reason. Refused while another moderator holds the request."""
    if is_approved:
        approve(viewer=viewer, request=request)
    else:
        refuse(viewer=viewer, request=request, reason=reason.strip())
    wanted = JoinRequest.State.APPROVED if is_approved else JoinRequest.State.REFUSED
    if request.state != wanted:
        raise Refused("decided", _("This request has been answered already: %s.") % request.get_state_display())
    Claim.objects.filter(held=Claim.Held.REQUEST, held_id=request.pk).delete()
    return request


@transaction.atomic
def move(*, viewer: Viewer, thread: Thread, community: Community, reason: str) -> Thread:
    """Move `thread` to `community`; the records of both say so."""
    left = thread.community
    moved = move_thread(viewer=viewer, thread=thread, community=community, reason=reason)
    if moved.community_id != left.pk:
        activity.record(
            kind="thread.left",
            actor=viewer,
            subject=moved,
            audience=left.moderators_audience,
            community=left,
            payload={"to": community.pk, "reason": reason},
        )
    return moved


def require_free(viewer: Viewer, waiting: ReviewItem | JoinRequest) -> None:
    """Raise Refused while another moderator holds `waiting`, wherever it is answered from."""
    require(rules.may_handle(viewer, waiting), _("Only the moderators of the place can decide."))
    claim = claim_on(waiting)
    if not rules.may_decide(viewer, waiting, claim):
        raise refused_by(claim)


def _record(kind: str, viewer: Viewer, item: ReviewItem, **payload: object) -> None:
    activity.record(
        kind=kind,
        actor=viewer,
        subject=item,
        audience=item.audience,
        community=item.community,
        payload={"matter": item.matter, "matter_id": item.matter_id, **payload},
    )
