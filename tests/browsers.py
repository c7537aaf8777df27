"""One Chromium in each process of tests: it is started for the first that asks, and serves all that follow.

Playwright keeps a loop on the thread of the tests, which those without a browser must not find there: it is ended
before the first of these. Tests with browsers run first (tests/conftest.py)."""

import contextlib
import shutil

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

# How long an expectation of a browser may take to come true on a machine that is busy with other tests, in ms.
PATIENCE = 20_000

_started = contextlib.ExitStack()
_browsers: list[Browser] = []


def the_chromium() -> Browser:
    """The one of this process."""
    if not _browsers:
        # The tests themselves are plain and synchronous, whatever loop Playwright keeps.
        _started.enter_context(pytest.MonkeyPatch.context()).setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        playwright = _started.enter_context(sync_playwright())
        # The same engine without the windows around it, which a whole Chromium draws for each context, seen or not.
        found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        _started.callback(browser.close)
        expect.set_options(timeout=PATIENCE)
        _browsers.append(browser)
    return _browsers[0]


def end_chromium() -> None:
    """End it, where there is one."""
    _browsers.clear()
    _started.close()


def close_all(browser: Browser) -> None:
    """Close every window of it."""
    for context in browser.contexts:
        context.close()


def asks_for_browser(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("browser", "journey"))
