"""What has to happen after Wagtail's own apps are ready: this app stands behind them in the list."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "communities.cms"
    label = "cms"

    def ready(self) -> None:
        # Models and what uses them can be imported only once all apps are there.
        from wagtail.models import TaskState, WorkflowState  # noqa: PLC0415
        from wagtail.signals import (  # noqa: PLC0415
            task_submitted,
            workflow_approved,
            workflow_rejected,
            workflow_submitted,
        )

        # Wagtail would write mails of its own, past the levels and languages of our notices.
        task_submitted.disconnect(sender=TaskState, dispatch_uid="group_approval_task_submitted_email_notification")
        for signal, name in (
            (workflow_submitted, "submitted"),
            (workflow_rejected, "rejected"),
            (workflow_approved, "approved"),
        ):
            signal.disconnect(sender=WorkflowState, dispatch_uid=f"workflow_state_{name}_email_notification")
