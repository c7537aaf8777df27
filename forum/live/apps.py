"""The app `live` and what it fills in at start-up."""

from django.apps import AppConfig
from django.conf import settings


class LiveConfig(AppConfig):
    name = "forum.live"
    label = "live"

    def ready(self) -> None:
        from communities import doorbell  # noqa: PLC0415 - models are loaded only now.

        from . import ringers, sessions  # noqa: PLC0415 - as above.

        doorbell.register_ringer(ringers.ring_here)
        if settings.REDIS_URL:
            from .redis_ringer import RedisRinger  # noqa: PLC0415 - six megabytes, for those who have a Redis.

            doorbell.register_ringer(RedisRinger(settings.REDIS_URL))
        sessions.watch()
