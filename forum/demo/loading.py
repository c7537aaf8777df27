"""Loads the demo from beginning to end. Safe to repeat: what is there is left as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from communities import actions, relay
from communities.models import Community, JoinRequest, User
from communities.viewer import viewer_of

from . import library, places, talk


def load(password: str) -> None:
    """Make everything that is missing, and let search and notices catch up. None of the demo's mail is sent."""
    agencies = places.make_agencies()
    people = places.make_people(agencies, password)
    communities = places.make_communities(agencies, people)
    talk.make_threads(communities, people)
    talk.make_chat(communities, people)
    library.make_papers(agencies, communities, people)
    library.make_news(people)
    _ask_to_join(communities, people)
    with _mail_unsent():
        relay.drain()


def _ask_to_join(communities: dict[str, Community], people: dict[str, User]) -> None:
    """Two people wait for an answer in opioid-response."""
    place = communities["opioid-response"]
    for key, note in (
        ("bela", "I write the grant reports for the naloxone program and would like to see the numbers at the source."),
        ("hana", "We rewrite the handout for families. I would rather ask you than guess."),
    ):
        if not JoinRequest.objects.filter(community=place, user=people[key]).exists():
            actions.ask_to_join(viewer=viewer_of(people[key]), community=place, note=note)


@contextmanager
def _mail_unsent() -> Iterator[None]:
    """The demo's addresses belong to nobody, and a console full of mail helps nobody."""
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = backend
