"""The app `search` and what it fills in at start-up."""

from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        # Models and what uses them can be imported only once all apps are there.
        from communities import outbox  # noqa: PLC0415
        from communities.cms.open_names import open_ours  # noqa: PLC0415

        from . import documents, engines, index, querylog, sink, sources, verify  # noqa: PLC0415

        desk = (
            "queries alike new_alike edit_alike drop_alike picks new_pick edit_pick drop_pick judged judge drop_judged"
        )
        open_ours("searchdesk:", desk, of_editors=True)
        documents.register(sources.CommunitySource())
        documents.register(sources.PersonSource())
        outbox.register_sink(sink.SearchSink("search", engines.database_engine))
        outbox.register_sink(sink.Forgetting())
        if elastic := engines.elastic_engine():
            outbox.register_sink(sink.SearchSink(elastic.sink, engines.elastic_engine))
            outbox.register_clock("catch-up-search", timedelta(seconds=5), lambda: sink.catch_up(elastic))
        outbox.register_clock("mend-search-index", timedelta(seconds=5), index.mend)
        outbox.register_clock("verify-search-index", timedelta(minutes=1), verify.verify_some)
        outbox.register_clock("forget-queries", timedelta(hours=6), querylog.forget_old)
