"""Runs the site as `serve` does, without the relay: `python -m tests.live.server PORT`, or forked by the tests."""

import sys
from collections.abc import Callable
from functools import partial

from django.conf import settings

from forum.asgi import application
from forum.server import Server, reactor

from .lossy import IS_LOSSY, make_lossy


def server_on(port: int, ready: Callable[[str, int], None]) -> Server:
    """A server that can run on any thread: signals stay with the test run."""
    reactor.run = partial(reactor.run, installSignalHandlers=False)
    return make(port, ready)


def make(port: int, ready: Callable[[str, int], None] = lambda host, port: None) -> Server:
    """The site's server on `port` of this machine, not started yet."""
    return Server(
        application,
        host="127.0.0.1",
        port=port,
        max_body=settings.REQUEST_MAX_BYTES,
        ready=ready,
        stopping=lambda: None,
    )


if __name__ == "__main__":
    if IS_LOSSY:
        make_lossy()
    make(int(sys.argv[1])).run()
