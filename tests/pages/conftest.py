"""A real Chromium, and the demo on a real server."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import sync_playwright

from communities.models import User
from forum.demo.loading import load
from tests.live.serving import ServerProcess, session_of

PASSWORD = "a password of the tests"

CHECKS = Path(__file__).with_name("checks.js")


@pytest.fixture
def chromium(monkeypatch):
    # Playwright keeps a loop on this thread; the test itself is plain and synchronous.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def demo(transactional_db, drain):
    """The demo, instead of the world of the tests."""
    call_command("flush", interactive=False, verbosity=0)
    load(PASSWORD)
    drain()


@pytest.fixture
def site(transactional_db):
    """A server of its own on what is in the database: ask for `demo` or `lasting_world` as well."""
    server = ServerProcess()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def browse(chromium, site):
    """`browse("employee@easton.example")`: a page of this person's own browser; without a name of a visitor's."""

    def opened(email="", **options):
        options = {"viewport": {"width": 320, "height": 800}, "reduced_motion": "reduce", **options}
        context = chromium.new_context(base_url=site.url, **options)
        if email:
            key = session_of(User.objects.get(email=email))
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site.url}])
        page = context.new_page()
        page.add_init_script(path=CHECKS)
        return page

    return opened
