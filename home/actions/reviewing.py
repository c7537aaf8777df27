"""The review of a page: handing in, taking back, and what the second person decides. Wagtail's workflow keeps it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from communities.models import BasePage, User
from communities.refusal import Refused, require


@transaction.atomic
def hand_in(*, author: User, page: BasePage) -> TaskState:
    """Give a draft to the review, as it was saved; again, when changes were asked for."""
    page = type(page).objects.get(pk=page.pk)
    require(page.permissions_for_user(author).can_submit_for_moderation(), _("This page cannot be handed in now."))
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return page.get_workflow().start(page, author).current_task_state
    state.resume(user=author)
    return state.current_task_state


@transaction.atomic
def take_back(*, author: User, page: BasePage) -> None:
    """End the review without a decision, so that the draft can be changed."""
    state = page.current_workflow_state
    if state is None:
        raise Refused("decided", _("The review is over already. Look at the page again."))
    require(state.user_can_cancel(author), _("Only who handed it in, or who may review it, ends the review."))
    state.cancel(user=author)


@transaction.atomic
def approve(*, reviewer: User, page: BasePage, comment: str = "", seen: int | None = None) -> None:
    """Let go live what was handed in. Raises PermissionDenied unless `reviewer` may and wrote none of it."""
    _decide(reviewer, page, "approve", comment, seen)


@transaction.atomic
def send_back(*, reviewer: User, page: BasePage, comment: str, seen: int | None = None) -> None:
    """Ask for changes and say which. Raises as `approve` does."""
    _decide(reviewer, page, "reject", comment, seen)


def _decide(reviewer: User, page: BasePage, action: str, comment: str, seen: int | None) -> None:
    """`seen` is the handing in that the reviewer looked at: what was handed in since is looked at first."""
    state = page.current_workflow_task_state
    if state is None:
        raise PermissionDenied(_("Nothing was handed in here."))
    if seen is not None and seen != state.pk:
        raise Refused("changed", _("This was handed in anew since you opened it. Read it again, then decide."))
    state.task.specific.on_action(state, reviewer, action, comment=comment)
