"""What leaves the house when something fails and SENTRY_DSN is set."""

import gzip
import http.server
import json
import os
import subprocess
import sys
import threading

import pytest
from django.urls import path

from forum.urls import urlpatterns as site
from tests.serving import ROOT


def fault(request, title):
    """A view that breaks over what was posted."""
    words = request.POST["source"]
    raise LookupError(f"nobody is called {words}")


# Far from the view: a report shows the lines around the one that failed.
SEND = """
import django; django.setup()
import logging, sentry_sdk
from django.test import Client
client = Client(raise_request_exception=False, headers={"cookie": "sessionid=stolen"})
answer = client.post("/faults/raid-on-monday/?q=raid", {"source": "the names of two witnesses"})
print(answer.status_code)
try:
    raise ValueError("the names of two witnesses")
except ValueError:
    logging.getLogger("forum.relay").exception("Delivery %s failed.", "the names of two witnesses")
sentry_sdk.flush(10)
"""

urlpatterns = [path("faults/<slug:title>/", fault), *site]


@pytest.fixture
def sentry():
    """A receiver on this machine: what it was sent, as text."""
    received = []

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append(gzip.decompress(body) if self.headers["Content-Encoding"] == "gzip" else body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://key@127.0.0.1:{server.server_port}/1", received
    server.shutdown()


def run(code, **environment):
    settings = {"DJANGO_SETTINGS_MODULE": "forum.settings.test"} | environment
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, timeout=60
    )


def test_a_report_says_what_failed_and_where_and_nothing_that_people_wrote(sentry, tmp_path):
    dsn, received = sentry
    code = f"from django.conf import settings; settings.ROOT_URLCONF = {__name__!r}\n{SEND}"
    done = run(code, SENTRY_DSN=dsn, INTERLOCAL_DATA=str(tmp_path))
    assert done.stdout.split() == ["500"], done.stderr
    events = [json.loads(line) for body in received for line in body.splitlines() if b'"exception"' in line]
    assert {event["exception"]["values"][-1]["type"] for event in events} == {"LookupError", "ValueError"}
    sent = b"".join(received).decode()
    assert "in_app" in sent
    assert '"fault"' in sent
    assert "Delivery %s failed." in sent
    for secret in ("witnesses", "raid", "stolen"):
        assert secret not in sent, f"{secret} left the house"


def test_a_dsn_without_the_package_stops_the_start_with_the_command_to_run(tmp_path):
    hide = "import sys; sys.modules['sentry_sdk'] = None\n"
    done = run(f"{hide}import django; django.setup()", SENTRY_DSN="http://key@127.0.0.1:9/1")
    assert done.returncode == 1
    assert "pip install 'interlocal[sentry]'" in done.stderr
    assert run(f"{hide}import django; django.setup()", SENTRY_DSN="").returncode == 0
