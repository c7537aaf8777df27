"""Fixtures that every test may use."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase

from communities import pace, relay
from forum import thrift
from search import index as search_index
from search.engines import engine, engines
from search.engines.base import Engine

from . import serving
from . import world as world_module
from .browsers import Windows, asks_for_browser, end_chromium, the_windows
from .live.lossy import IS_LOSSY, make_lossy
from .live.serving import ServerProcess, ServerThread
from .live.serving import server_thread as the_server_thread
from .snapshot import snapshot

# Folders of tests that start servers.
STARTS_SITES = {"wiring", "faults"}


def pytest_collection_finish() -> None:
    """What was imported and collected is here to stay, as in the server."""
    thrift.settle()


def pytest_sessionstart(session: pytest.Session) -> None:
    """What an earlier run on the same data made may be of other code."""
    if not hasattr(session.config, "workerinput"):
        serving.forget_made()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Workers end before the process that leads them, so nobody copies from these any more."""
    end_chromium()
    if not hasattr(session.config, "workerinput"):
        serving.forget_made()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, so that no worker begins it at the end: browsers, and then what starts sites.

    Before them comes one file of journeys: it makes the site that the others copy, which come after other browsers,
    so that nobody has to wait for it."""
    first = next((item.path for item in items if item.get_closest_marker("journey")), None)
    items.sort(
        key=lambda item: (
            item.path != first,
            not asks_for_browser(item),
            bool(item.get_closest_marker("journey")),
            item.path.parent.name not in STARTS_SITES,
        )
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Who asks for no browser finds nothing of one."""
    if not asks_for_browser(item):
        end_chromium()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The world stands before the first test, and again after one whose transactions committed; others roll back."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        world_module.build()
        relay.drain()
        kept = snapshot()

        def put_back(test: TransactionTestCase) -> None:
            kept.put_back()
            cache.clear()
            pace.BUCKETS = pace.Buckets()  # The same people come back, and are as patient as before.

        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield


@pytest.fixture
def world(db):
    """People and places that every test knows (`tests/world.py`)."""
    return world_module.look_up()


@pytest.fixture
def lasting_world(transactional_db):
    """The same world where transactions really commit: for threads, servers and browsers."""
    return world_module.look_up()


@pytest.fixture
def drain():
    """Hand everything that is due to its sink, now."""
    return relay.drain


@pytest.fixture
def index(db) -> Engine:
    """The engine of search that answers, with all that the database holds: this is rolled back, an index is not."""
    for one in engines():
        one.renew()
    search_index.rebuild()
    return engine()


@pytest.fixture
def windows() -> Iterator[Windows]:
    """Windows of a real browser; an error of a script or a broken policy fails the test."""
    windows = the_windows()
    windows.errors.clear()
    yield windows
    windows.leave()
    assert windows.errors == []


@pytest.fixture(scope="session")
def server_thread(django_db_setup, django_db_blocker) -> Iterator[ServerThread]:
    """A daphne that serves the whole test run; the rows come and go beneath it."""
    server = the_server_thread()
    if IS_LOSSY:
        make_lossy()
    yield server
    with django_db_blocker.unblock():
        server.stop()


@pytest.fixture
def served(lasting_world, server_thread, windows, settings) -> Iterator[ServerThread]:
    """The site for real browsers. What it keeps in memory is the tests' own, and is emptied with it."""
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = server_thread.url
    yield server_thread
    # Else a page that is still open would write into the world of the next test.
    windows.leave()
    server_thread.wait_until_left()


@pytest.fixture
def server_process(transactional_db) -> Iterator[ServerProcess]:
    """The site in a process of its own, on what is in the database."""
    server = ServerProcess()
    server.start()
    yield server
    server.stop()
