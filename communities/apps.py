"""The app `communities` and what it fills in at start-up."""

from datetime import timedelta

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate


class CommunitiesConfig(AppConfig):
    name = "communities"

    def ready(self) -> None:
        # Models and what uses them can be imported only once all apps are there.
        from . import cms, limits, outbox, sinks, tabs, tasks, writing  # noqa: PLC0415
        from .actions import memberships  # noqa: PLC0415

        outbox.register_sink(sinks.InvitationMail())
        outbox.register_clock("end-expired-memberships", timedelta(minutes=1), memberships.end_expired)
        outbox.register_clock("forget-old-forms", timedelta(hours=6), writing.forget_old_forms)
        outbox.register_clock("forget-old-allowances", timedelta(hours=1), limits.forget_old_allowances)
        tabs.register()
        outbox.register_clock("background-tasks", tasks.EVERY, tasks.run_waiting)
        cms.fit_wagtail()
        post_migrate.connect(lay_out, sender=self)


def lay_out(**kwargs: object) -> None:
    """After a migration that made all tables: what every site has from the start."""
    from .actions.layout import lay_out_communities  # noqa: PLC0415 - as in `ready`.

    if "communities_communitiesindex" in connection.introspection.table_names():
        lay_out_communities()
