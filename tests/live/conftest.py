"""Fixtures of everything that talks to a real server over a socket."""

import pytest

from forum.chat.models import Channel


@pytest.fixture
def server(lasting_world, server_thread):
    """The server, on a world that is really committed."""
    return server_thread


@pytest.fixture
def general(lasting_world, drain):
    """The first channel of opioid-response."""
    drain()
    return Channel.objects.get(community=lasting_world.opioid, slug="general")
