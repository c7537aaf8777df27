"""Who sits at a socket: from the handshake's headers to a person, and whether that still holds later.

The consumer does this itself, since a middleware around it would hide the server's own `send` from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, parse_cookie

from communities.viewer import Viewer, viewer_of

from .places import Place

Headers = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Seat:
    """The session that opened a socket, and the person it belonged to."""

    session_key: str
    user_id: int


def is_of_this_site(headers: Headers) -> bool:
    """False when a page of another site opened the socket. What is no browser sends no Origin, and no one's cookies."""
    named = {name: value.decode("latin1") for name, value in headers if name in (b"origin", b"host")}
    origin = named.get(b"origin")
    if origin is None or origin in settings.CSRF_TRUSTED_ORIGINS:
        return True
    return urlsplit(origin).netloc.lower() == named.get(b"host", "").lower() != ""


def seat_of(headers: Headers) -> Seat | None:
    """The seat that the session cookie among `headers` gives, or None when nobody is signed in by it."""
    cookies = "; ".join(value.decode("latin1") for name, value in headers if name == b"cookie")
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    viewer = _signed_in(key) if key else None
    return Seat(key, viewer.id) if viewer else None


def viewer_at(seat: Seat) -> Viewer | None:
    """The person of this seat with the rights of this moment; None when the session has ended."""
    viewer = _signed_in(seat.session_key)
    return viewer if viewer and viewer.id == seat.user_id else None


def standing(seat: Seat, places: Iterable[Place]) -> set[Place] | None:
    """Which of `places` this seat may no longer read; None when its session has ended."""
    viewer = viewer_at(seat)
    if viewer is None:
        return None
    return {place for place in places if place.topic.audience_of(viewer, place.key) is None}


def _signed_in(session_key: str) -> Viewer | None:
    # Django's own check: the session is there, its person active, and the password still the one signed in with.
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    user = get_user(request)
    return viewer_of(user) if user.is_authenticated and user.is_active else None
