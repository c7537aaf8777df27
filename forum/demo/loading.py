"""Loads the demo from beginning to end. Safe to repeat: what is there is left as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings

from communities import outbox, relay
from communities.models import Delivery
from forum.notices.sinks import Mailing

from . import desk, library, places, talk


def load(password: str) -> None:
    """Make everything that is missing, and let search and notices catch up. None of the demo's mail is sent."""
    agencies = places.make_agencies()
    people = places.make_people(agencies, password)
    communities = places.make_communities(agencies, people)
    is_new = talk.make_threads(communities, people) > 0
    talk.make_chat(communities, people)
    library.make_papers(agencies, communities, people)
    library.make_news(people)
    desk.make_requests(communities, people)
    desk.make_reports(people)
    with _mail_unsent():
        relay.drain()
    if is_new:
        desk.settle_notices()


@contextmanager
def _mail_unsent() -> Iterator[None]:
    """The demo's addresses belong to nobody, a console full of mail helps nobody, and writing it takes a while."""
    backend, mailing = settings.EMAIL_BACKEND, outbox.sink_named(Unposted.name)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    outbox.register_sink(Unposted())
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = backend
        outbox.register_sink(mailing)


class Unposted:
    """Stands in the place of the sink that mails notices, and wants none."""

    name = Mailing.name

    def wants(self, kind: str) -> bool:
        return False

    def deliver(self, batch: Sequence[Delivery]) -> None:
        """There is nothing to deliver."""
