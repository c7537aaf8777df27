"""The app `search` and what it fills in at start-up."""

from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        # Models and what uses them can be imported only once all apps are there.
        from communities import outbox  # noqa: PLC0415

        from . import checks, documents, index, sink, sources  # noqa: F401, PLC0415

        documents.register(sources.CommunitySource())
        documents.register(sources.PersonSource())
        outbox.register_sink(sink.SearchSink())
        outbox.register_clock("mend-search-index", timedelta(seconds=5), index.mend)
