"""The app `home` and what it fills in at start-up."""

from datetime import timedelta

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        # Models and what uses them can be imported only once all apps are there.
        from communities.cms.open_names import EDITABLE, open_ours  # noqa: PLC0415
        from communities.cms.places import register_places  # noqa: PLC0415
        from communities.outbox import register_clock  # noqa: PLC0415

        from . import clock, file_words, places, publishing, reviews, search_sources, surroundings  # noqa: PLC0415

        open_ours("desk:", "papers new")
        open_ours("desk:", "look edit edition hand_in take_back discard review", {"page_id": EDITABLE})
        register_places(places.editors_places)
        register_clock("pages-by-date", clock.EVERY_MINUTE, clock.follow_dates)
        register_clock("pages-sweep", clock.EVERY_HOUR, clock.sweep)
        register_clock("read-papers", timedelta(seconds=1), file_words.READER.read_on)
        publishing.connect()
        reviews.connect()
        surroundings.register()
        search_sources.register()
        post_migrate.connect(lay_out, sender=self)


def lay_out(**kwargs: object) -> None:
    """After a migration that made all tables: the pages that every site has from the start."""
    from .actions.layout import lay_out_site  # noqa: PLC0415 - as in `ready`.

    if "home_standardpage" in connection.introspection.table_names():
        lay_out_site()
