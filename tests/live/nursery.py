"""Where servers of tests are forked from: a process that has read the whole site once, and holds no connection.

Python starts it (`multiprocessing`'s fork server) for the first server of a run. Twisted's reactor is left out of what
it reads: that holds descriptors which two processes must not share. What else daphne needs is read here.
"""

import os
import sys

import autobahn.twisted.websocket  # noqa: F401
import daphne.http_protocol  # noqa: F401
import django
import twisted.internet.endpoints
import twisted.internet.ssl  # noqa: F401
from django.conf import settings
from django.template import engines
from django.urls import get_resolver

from .lossy import IS_LOSSY, make_lossy

django.setup()
get_resolver().url_patterns  # noqa: B018 - to read all views and forms.
# Compiled once, not by each server.
TEMPLATES = settings.BASE_DIR / "templates"
for kind, ending in {"django": "html", "components": "jinja"}.items():
    for path in TEMPLATES.rglob(f"*.{ending}"):
        engines[kind].get_template(str(path.relative_to(TEMPLATES)))
assert "twisted.internet.reactor" not in sys.modules


def serve(port: int, other_settings: dict[str, str]) -> None:
    """Be the server on `port` until a signal ends it; with other settings, read the site again."""
    if other_settings:
        command = [sys.executable, "-m", "tests.live.server", str(port)]
        os.execve(sys.executable, command, os.environ | other_settings)
    # Not at the top: it installs the reactor.
    from .server import make

    if IS_LOSSY:
        make_lossy()
    settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{port}"
    make(port).run()
