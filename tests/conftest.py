"""Fixtures that every test may use."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from communities import relay

from . import serving
from . import world as world_module
from .live.serving import ServerProcess


def pytest_sessionstart(session: pytest.Session) -> None:
    """What an earlier run on the same data made may be of other code."""
    if not hasattr(session.config, "workerinput"):
        serving.forget_made()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Workers end before the process that leads them, so nobody copies from these any more."""
    if not hasattr(session.config, "workerinput"):
        serving.forget_made()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first: journeys, then other browsers, so that no worker begins them at the end."""
    items.sort(key=lambda item: (not item.get_closest_marker("journey"), not item.get_closest_marker("browser")))


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


@pytest.fixture(scope="module")
def _chromium() -> Iterator[Browser]:
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps a loop on this thread; the tests themselves are plain and synchronous.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def chromium(_chromium: Browser) -> Iterator[Browser]:
    """The one Chromium for the tests of a file; each opens contexts of its own, which end with it."""
    yield _chromium
    for context in _chromium.contexts:
        context.close()


@pytest.fixture
def server_process(transactional_db) -> Iterator[ServerProcess]:
    """The site in a process of its own, on what is in the database."""
    server = ServerProcess()
    server.start()
    yield server
    server.stop()
