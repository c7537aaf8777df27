"""Fixtures that every test may use."""

import pytest

from communities import relay

from . import world as world_module


@pytest.fixture
def _world_stands(django_db_setup, django_db_blocker):
    """The world is made before the first test and again after one that emptied the database; tests roll back to it."""
    with django_db_blocker.unblock():
        if not world_module.stands():
            world_module.build()
            relay.drain()


@pytest.fixture
def world(_world_stands, db):
    """People and places that every test knows (`tests/world.py`)."""
    return world_module.build()


@pytest.fixture
def lasting_world(transactional_db):
    """The same world where transactions really commit: for threads, servers and browsers."""
    return world_module.build()


@pytest.fixture
def drain():
    """Hand everything that is due to its sink, now."""
    return relay.drain
