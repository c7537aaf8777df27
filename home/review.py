"""What ends a review. Wagtail reads this module while its models load, so that it imports none of them."""

from typing import Any


def publish_reviewed(workflow_state: Any, user: Any = None) -> None:
    """Publish the revision that was approved: not a later one, and without the publish right that nobody has."""
    workflow_state.current_task_state.revision.publish(user=user, skip_permission_checks=True)
