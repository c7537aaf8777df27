"""The site's own app: its commands, its static files."""

from django.apps import AppConfig
from django.conf import settings

from . import fault_reports


class ForumConfig(AppConfig):
    name = "forum"

    def ready(self) -> None:
        # Checks register themselves when they are imported, which needs the apps.
        from . import checks  # noqa: F401, PLC0415

        fault_reports.begin(settings.SENTRY_DSN)
