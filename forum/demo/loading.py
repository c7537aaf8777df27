"""Loads the demo from beginning to end. Safe to repeat: what is there is left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from communities import relay

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
    """The demo's addresses belong to nobody, and a console full of mail helps nobody."""
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = backend
