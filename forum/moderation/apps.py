"""The app `moderation` and what it fills in at start-up."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ModerationConfig(AppConfig):
    name = "forum.moderation"
    label = "moderation"

    def ready(self) -> None:
        # Models and what uses them can be imported only once all apps are there.
        from communities import outbox  # noqa: PLC0415
        from communities.actions import joining  # noqa: PLC0415

        from . import actions, append_only, frame, sinks  # noqa: PLC0415

        outbox.register_sink(sinks.Following())
        frame.register()
        joining.register_guard(actions.require_free)
        post_migrate.connect(append_only.seal_after_migration, sender=self)
