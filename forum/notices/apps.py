"""The app `notices` and what it fills in at start-up."""

from datetime import timedelta

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "forum.notices"
    label = "notices"

    def ready(self) -> None:
        # Models and what uses them can be imported only once all apps are there.
        from communities import frame, outbox, topics  # noqa: PLC0415

        from . import bells, found, sinks, topic  # noqa: PLC0415

        outbox.register_sink(sinks.Telling())
        outbox.register_sink(sinks.Mailing())
        outbox.register_clock("tell-saved-searches", timedelta(seconds=20), found.tell)
        topics.register_topic(topic.Me())
        frame.register_frame("bell", bells.unread)
        frame.register_change(bells.ring)
