"""Where servers of tests are forked from: a process that has read the whole site once, and holds no connection.

Python starts it (`multiprocessing`'s fork server) for the first server of a run. Twisted's reactor is left out of what
it reads: that holds descriptors which two processes must not share.
"""

import os
import sys

import django
from django.conf import settings
from django.urls import get_resolver

django.setup()
get_resolver().url_patterns  # noqa: B018 - to read all views and forms.


def serve(port: int, other_settings: dict[str, str]) -> None:
    """Be the server on `port` until a signal ends it; with other settings, read the site again."""
    if other_settings:
        command = [sys.executable, "-m", "tests.live.server", str(port)]
        os.execve(sys.executable, command, os.environ | other_settings)
    # Not at the top: it installs the reactor.
    from .server import make

    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{port}"
    make(port).run()
