"""Fixtures of everything that talks to a real server over a socket."""

import pytest

from forum.chat.models import Channel

from . import serving
from .lossy import IS_LOSSY, make_lossy


@pytest.fixture(scope="session")
def server_thread(django_db_setup, django_db_blocker):
    """A daphne that serves the whole test run; the rows come and go beneath it."""
    server = serving.server_thread()
    if IS_LOSSY:
        make_lossy()
    yield server
    with django_db_blocker.unblock():
        server.stop()


@pytest.fixture
def server(lasting_world, server_thread):
    """The server, on a world that is really committed."""
    return server_thread


@pytest.fixture
def general(lasting_world, drain):
    """The first channel of opioid-response."""
    drain()
    return Channel.objects.get(community=lasting_world.opioid, slug="general")
