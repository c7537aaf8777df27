"""What the page of one draft shows: the draft as it would stand, its way so far, what this person can do with it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from communities.cms.places import place_of
from communities.models import BasePage

from ..models import EditionPage, PaperPage
from .forms import DecisionForm
from .lists import states_of


def sheet(request: HttpRequest, page: BasePage, form: DecisionForm | None = None) -> dict[str, Any]:
    """The context of `home/desk/look.html`."""
    user, tester = request.user, page.permissions_for_user(request.user)
    state = states_of([page]).get(str(page.pk))
    task = page.current_workflow_task_state
    can_decide = bool(task and task.task.specific.get_actions(page, user))
    if can_decide and form is None:
        form = DecisionForm(initial={"state": task.pk})
    return {
        "page": page,
        **_drafted(request, page),
        "state": state,
        "task": task,
        "form": form if can_decide else None,
        "decisions": _decisions(page),
        "place": place_of(user, page),
        "can_edit": isinstance(page, (PaperPage, EditionPage)) and tester.can_edit() and not tester.page_locked(),
        "can_hand_in": page.has_unpublished_changes and tester.can_submit_for_moderation(),
        "can_take_back": bool(task and state and state.user_can_cancel(user)),
        "can_discard": isinstance(page, (PaperPage, EditionPage)) and tester.can_delete(),
        "why_not": _why_not(user, page, can_decide) if task else "",
    }


def _drafted(request: HttpRequest, page: BasePage) -> dict[str, Any]:
    """The latest words: those that are under review, or that would be handed in."""
    draft = page.get_latest_revision_as_object()
    shown = {"draft": draft, "revision": page.latest_revision}
    if isinstance(page, (PaperPage, EditionPage)):
        return shown | {key: value for key, value in draft.get_context(request).items() if key not in {"page", "self"}}
    return shown


def _decisions(page: BasePage) -> list[TaskState]:
    """What was decided on the page so far, with a comment or without, the latest first."""
    decided = TaskState.objects.filter(
        workflow_state__base_content_type=ContentType.objects.get_for_model(BasePage),
        workflow_state__object_id=str(page.pk),
        status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED),
    )
    return list(decided.select_related("finished_by").order_by("-finished_at")[:10])


def _why_not(user: Any, page: BasePage, can_decide: bool) -> str:
    """Why somebody of the place does not decide on what waits there."""
    if can_decide:
        return ""
    if user.pk in page.writers():
        return _("You wrote some of it: somebody else of this place decides.")
    return _("Somebody of this place who wrote none of it decides.")
