"""One Chromium in each process of tests, with windows that stay open from test to test.

Playwright keeps a loop on the thread of the tests, which those without a browser must not find there: it is ended
before the first of these. Tests with browsers run first (tests/conftest.py)."""

import contextlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

# How long an expectation of a browser may take to come true on a machine that is busy with other tests, in ms.
PATIENCE = 20_000
Size = dict[str, int]
DESK: Size = {"width": 1280, "height": 720}

_started = contextlib.ExitStack()
_windows: list["Windows"] = []


class Windows:
    """Windows of one Chromium. To open one takes as long as three pages, so they are left, and not closed.

    Whoever comes next finds nothing in one: no page, no cookie, nothing that was kept."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.errors: list[str] = []
        self._taken: list[tuple[object, Page]] = []
        self._left: dict[object, list[Page]] = {}

    def open(
        self,
        site: str,
        session: str = "",
        *,
        viewport: dict[str, int] = DESK,
        checks: Path | None = None,
        **options: Any,
    ) -> Page:
        """A window of somebody's own with a page that is still empty: of a visitor's, or with the cookie of a session.

        `checks` is a script that runs in each of its pages; the options are those of Playwright's contexts."""
        options["base_url"] = site
        kind = (checks, *sorted(options.items()))
        left = self._left.get(kind)
        page = left.pop() if left else self._new(checks, options)
        self._taken.append((kind, page))
        if page.viewport_size != viewport:
            page.set_viewport_size(viewport)
        if session:
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])
        return page

    def _new(self, checks: Path | None, options: dict[str, Any]) -> Page:
        context = self.browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        if checks is not None:
            context.add_init_script(path=checks)
        context.on("weberror", lambda error: self._tell(str(error.error)))
        context.on("console", self._listen)
        return context.new_page()

    def _listen(self, line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text:
            self._tell(line.text)

    def _tell(self, error: str) -> None:
        """What fails while a page is left fails nobody."""
        if self._taken:
            self.errors.append(error)

    def leave(self) -> None:
        """Everybody goes."""
        taken, self._taken = self._taken, []
        for kind, page in taken:
            if not page.is_closed():
                _leave(page)
                self._left.setdefault(kind, []).append(page)
        kept = {page.context for pages in self._left.values() for page in pages}
        for context in self.browser.contexts:
            if context not in kept:
                context.close()


def _leave(page: Page) -> None:
    """Leave what it shows and forget what it kept."""
    for other in page.context.pages:
        if other != page:
            other.close()
    address = page.url
    page.goto("about:blank")
    page.emulate_media(color_scheme="null")
    page.context.clear_cookies()
    if address.startswith("http"):
        line = page.context.new_cdp_session(page)
        line.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
        line.detach()


def the_windows() -> Windows:
    """Those of this process."""
    if not _windows:
        # The tests themselves are plain and synchronous, whatever loop Playwright keeps.
        _started.enter_context(pytest.MonkeyPatch.context()).setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        playwright = _started.enter_context(sync_playwright())
        # The same engine without the windows around it, which a whole Chromium draws for each context, seen or not.
        found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        _started.callback(browser.close)
        expect.set_options(timeout=PATIENCE)
        _windows.append(Windows(browser))
    return _windows[0]


def end_chromium() -> None:
    """End it, where there is one."""
    _windows.clear()
    _started.close()


def asks_for_browser(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in ("browser", "journey"))
