"""The app `search` and what it fills in at start-up."""

from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        # Models and what uses them can be imported only once all apps are there.
        from communities import outbox  # noqa: PLC0415

        from . import documents, engines, index, sink, sources, verify  # noqa: PLC0415

        documents.register(sources.CommunitySource())
        documents.register(sources.PersonSource())
        outbox.register_sink(sink.SearchSink("search", engines.database_engine))
        outbox.register_sink(sink.Forgetting())
        if elastic := engines.elastic_engine():
            outbox.register_sink(sink.SearchSink(elastic.sink, engines.elastic_engine))
            outbox.register_clock("catch-up-search", timedelta(seconds=5), lambda: sink.catch_up(elastic))
        outbox.register_clock("mend-search-index", timedelta(seconds=5), index.mend)
        outbox.register_clock("verify-search-index", timedelta(minutes=1), verify.verify_some)
