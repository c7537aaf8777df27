"""The app `threads` and what it fills in at start-up."""

from datetime import timedelta

from django.apps import AppConfig


class ThreadsConfig(AppConfig):
    name = "forum.threads"
    label = "threads"

    def ready(self) -> None:
        # Models and what uses them can be imported only once all apps are there.
        from communities import outbox, topics  # noqa: PLC0415
        from home.conversations import register_conversations  # noqa: PLC0415

        from . import around, conversations, file_words, search_sources, sinks, topic  # noqa: PLC0415
        from .actions import attaching  # noqa: PLC0415

        around.register()
        search_sources.register()
        topics.register_topic(topic.ThreadTopic())
        register_conversations(conversations.Threads())
        outbox.register_sink(sinks.StaleCards())
        outbox.register_clock("draw-stale-cards", timedelta(minutes=1), sinks.draw_stale_cards)
        outbox.register_clock("read-files", timedelta(seconds=1), file_words.READER.read_on)
        outbox.register_clock("await-unread-files", timedelta(minutes=10), file_words.await_unread)
        outbox.register_clock("forget-unused-files", timedelta(hours=6), attaching.forget_unused_files)
