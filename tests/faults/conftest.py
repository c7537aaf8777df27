"""Fixtures of the fault tests: those of the live tests, the size of this run, and services that may be killed."""

import pytest

from tests.live.conftest import general, server
from tests.live.serving import ServerProcess

from .promises import Recorder
from .services import Stack

__all__ = ["general", "server"]

collect_ignore: list[str] = []


def pytest_configure(config: pytest.Config) -> None:
    # These kill the database they run on: `python -m tests.faults` gives them one of their own, and test_stack.py it.
    recorder = config.pluginmanager.get_plugin(Recorder.NAME)
    if recorder is None or recorder.stack is None:
        collect_ignore.append("on_stack")


@pytest.fixture
def size(request):
    """`size(50, 2_000)`: how much of it, in the short form and in the full one."""
    recorder = request.config.pluginmanager.get_plugin(Recorder.NAME)
    is_full = recorder is not None and recorder.is_full
    return lambda short, full: full if is_full else short


@pytest.fixture
def apart(lasting_world, drain):
    """A server in a process of its own, whose screens and memory are nobody else's."""
    drain()
    server = ServerProcess()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def stack(request) -> Stack:
    """The services of this run's own."""
    return request.config.pluginmanager.get_plugin(Recorder.NAME).stack
