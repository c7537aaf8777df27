"""The review: somebody of the same place, who wrote none of it, lets a page go live."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractPage, Task, TaskState
from wagtail.permissions import policy_registry

from communities.cms.places import place_of
from communities.models import BasePage

from .reviewed import writers_of


def may_review(user: Any, page: AbstractPage) -> bool:
    """Anybody of the place, but nobody who wrote what would go live."""
    return place_of(user, page) is not None and user.pk not in page.specific.writers()


class ReviewTask(Task):
    """One task, in the one workflow. Wagtail's views ask it before they show a button; `on_action` asks once more."""

    class Meta:
        verbose_name = _("review by a second person")

    def locked_for_user(self, obj: AbstractPage, user: Any) -> bool:
        """Nobody edits what is being reviewed: the author takes it back first."""
        return True

    def get_actions(self, obj: AbstractPage, user: Any) -> list[tuple[str, str, bool]]:
        """Approve, or ask for changes and say which."""
        if not may_review(user, obj):
            return []
        return [
            ("reject", _("Request changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet:
        """What waits in the places of `user` and was written by others."""
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        policy = policy_registry.get_by_type(BasePage)
        theirs = policy.instances_user_has_any_permission_for(user, {"change"}).filter(
            pk__in=[int(pk) for pk in waiting.values_list("revision__object_id", flat=True)]
        )
        pages = [page for page in theirs if place_of(user, page)]
        mine = [pk for pk, writers in writers_of(pages).items() if user.pk not in writers]
        return waiting.filter(revision__object_id__in=[str(pk) for pk in mine])

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Do it, once, if it still may be done. Raises PermissionDenied otherwise."""
        state = TaskState.objects.select_for_update().get(pk=task_state.pk)
        page = BasePage.objects.get(pk=state.revision.object_id).specific
        if state.status != TaskState.STATUS_IN_PROGRESS or not may_review(user, page):
            raise PermissionDenied
        if action_name == "approve" and not _is_what_was_submitted(page, state):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)


def _is_what_was_submitted(page: AbstractPage, state: TaskState) -> bool:
    """Whether nothing was written after the page was handed in, neither in it nor in a paper that it takes along."""
    if state.revision_id != page.latest_revision_id:
        return False
    above = page.get_parent()
    return (
        above.live or above.latest_revision_created_at is None or above.latest_revision_created_at <= state.started_at
    )
