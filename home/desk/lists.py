"""What lies on somebody's desk: papers that wait for this person's review, and drafts in this person's places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from communities.cms.gate import own
from communities.cms.open_names import EDITABLE
from communities.models import BasePage, User

from ..models import EditionPage, PaperPage

MOST = 50


@dataclass(frozen=True)
class Waiting:
    """Something that was handed in, for one who may decide on it."""

    page: BasePage
    by: str
    since: datetime

    @property
    def address(self) -> str:
        return reverse("desk:look", args=[self.page.pk])


@dataclass(frozen=True)
class Draft:
    """A paper or an edition with words that are not out, and how far its review is."""

    page: BasePage
    by: str
    at: datetime | None
    state: WorkflowState | None

    @property
    def address(self) -> str:
        return reverse("desk:look", args=[self.page.pk])

    @property
    def is_in_review(self) -> bool:
        return self.state is not None and self.state.status == WorkflowState.STATUS_IN_PROGRESS

    @property
    def was_sent_back(self) -> bool:
        return self.state is not None and self.state.status == WorkflowState.STATUS_NEEDS_CHANGES


def waiting_for(user: User) -> list[Waiting]:
    """What waits in the places of `user` and was written by others, the oldest first."""
    states = TaskState.objects.reviewable_by(user)
    states = states.select_related("workflow_state__requested_by").order_by("started_at")[:MOST]
    found = list(states.values_list("revision__object_id", "workflow_state__requested_by__name", "started_at"))
    pages = BasePage.objects.in_bulk([int(pk) for pk, _by, _since in found])
    return [Waiting(pages[int(pk)], by or "", since) for pk, by, since in found if int(pk) in pages]


def drafts_of(user: User) -> tuple[list[Draft], list[Draft]]:
    """The drafts of `user`, and those of others in the same places; of each the latest first."""
    pages = own(EDITABLE, user).type(PaperPage, EditionPage).filter(has_unpublished_changes=True)
    # A paper that is not out goes along with its first edition: that one stands for both.
    pages = pages.exclude(numchild__gt=0, live=False)
    pages = pages.select_related("latest_revision__user", "owner").order_by("-latest_revision_created_at")[:MOST]
    mine: list[Draft] = []
    others: list[Draft] = []
    for draft in _with_states(pages):
        wrote = {draft.page.owner_id, getattr(draft.page.latest_revision, "user_id", None)}
        (mine if user.pk in wrote else others).append(draft)
    return mine, others


def _with_states(pages: Iterable[BasePage]) -> Sequence[Draft]:
    pages = list(pages)
    states = states_of(pages)
    return [Draft(page, _writer(page), page.latest_revision_created_at, states.get(str(page.pk))) for page in pages]


def states_of(pages: Sequence[BasePage]) -> dict[str, WorkflowState]:
    """The review of each page that is in one, by the page's key as text. One query."""
    going_on = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        object_id__in=[str(page.pk) for page in pages],
        status__in=going_on,
    )
    return {state.object_id: state for state in states.select_related("current_task_state__finished_by")}


def _writer(page: BasePage) -> str:
    user = page.latest_revision.user if page.latest_revision else page.owner
    return user.name if user else ""
