"""The review as activities: what was handed in, taken back, approved and sent back; and who may decide on a page.

Wagtail sends its signals alike from its own editor and from the desk, inside the transaction of the gate."""

from typing import Any

from django.db.models import Q
from wagtail.models import TaskState
from wagtail.signals import task_approved, task_cancelled, task_rejected, task_submitted

from communities import activity
from communities.audience import narrowed
from communities.cms.places import place_of
from communities.models import Appointment, BasePage, Membership, User
from communities.viewer import MODERATING, viewer_of

from .publishing import community_id_of

HANDED_IN, TAKEN_BACK = "page.handed_in", "page.taken_back"
APPROVED, SENT_BACK = "page.approved", "page.sent_back"


def connect() -> None:
    """Called once at start-up."""
    for signal, told in (
        (task_submitted, on_handed_in),
        (task_cancelled, on_taken_back),
        (task_approved, on_approved),
        (task_rejected, on_sent_back),
    ):
        signal.connect(told, dispatch_uid="home.reviews")


def on_handed_in(sender: type, instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """A draft waits for its second person."""
    _record(HANDED_IN, instance, user)


def on_taken_back(sender: type, instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """The review ended without a decision."""
    _record(TAKEN_BACK, instance, user)


def on_approved(sender: type, instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """Wagtail has published already, so that the activity can say whether the page is out or waits for its day."""
    _record(APPROVED, instance, user)


def on_sent_back(sender: type, instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """Changes were asked for, in the comment that the state keeps."""
    _record(SENT_BACK, instance, user)


def _record(kind: str, state: TaskState, user: User | None) -> None:
    page = BasePage.objects.get(pk=state.revision.object_id).specific
    is_out = page.live and page.live_revision_id == state.revision_id
    activity.record(
        kind=kind,
        actor=viewer_of(user) if user else None,
        subject=page,
        # A draft is nothing that the readers of the page may know of.
        audience=narrowed(page.audience),
        community=community_id_of(page),
        payload={"state": state.pk, "is_out": is_out},
    )


def reviewers_of(page: BasePage) -> list[User]:
    """Everybody who may decide on `page` now: of its place, and writer of nothing that would go live."""
    roles = Membership.objects.current().filter(community=community_id_of(page), role__in=MODERATING)
    editors = Appointment.objects.current().filter(kind=Appointment.Kind.EDITOR)
    entrusted = Q(pk__in=roles.values("user")) | Q(pk__in=editors.values("user"))
    people = User.objects.people().filter(entrusted).exclude(pk__in=page.specific.writers())
    # The place has the last word: an editor edits some communities only.
    return [user for user in people.select_related("agency").order_by("pk") if place_of(user, page)]


def authors_of(state: TaskState, page: BasePage) -> set[int]:
    """Whom a decision on `page` is about: who handed it in, who wrote what was handed in, who began the page."""
    return {state.workflow_state.requested_by_id, state.revision.user_id, page.owner_id} - {None}
