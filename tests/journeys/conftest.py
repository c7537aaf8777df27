"""The product as a new user would start it: `serve --demo`, real browsers, real sign-ins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.serving import DEMO_PASSWORD, Site, demo_site, new_site


@dataclass(frozen=True)
class Way:
    """How somebody looks at the product."""

    name: str
    options: dict = field(default_factory=dict)

    @property
    def has_script(self) -> bool:
        return self.options.get("java_script_enabled", True)


DESK = Way("desk", {"viewport": {"width": 1280, "height": 900}})
PHONE = Way("phone", {"viewport": {"width": 390, "height": 844}, "has_touch": True})
PLAIN = Way("without script", {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False})


@pytest.fixture(scope="package")
def site(tmp_path_factory) -> Iterator[Site]:
    """One site with the demo for all journeys of a worker, on data of its own."""
    with new_site(tmp_path_factory.mktemp("journeys"), demo_site()) as made:
        yield made.start_with_demo()


@pytest.fixture(scope="package")
def sessions() -> dict[str, list[dict]]:
    """Cookies of who has signed in before, so that each person signs in by the page once."""
    return {}


def sign_in(page: Page, email: str) -> None:
    """Address first, then the password, as the page asks."""
    page.goto("/account/login/")
    page.get_by_label("Work address").fill(email)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Your menu").first).to_be_attached()


def told(page: Page, words: str) -> None:
    """Wait until the person's notices say `words`: what happens later comes by the relay within moments."""
    for _ in range(60):
        page.goto("/notices/?show=all")
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"no notice says {words!r}")


@pytest.fixture
def person(site, windows, sessions) -> Callable[..., Page]:
    """`person("employee@easton.example", way)`: a page of this person's own browser."""

    def opened(email: str = "", way: Way = DESK, **options: Any) -> Page:
        page = windows.open(site.url, reduced_motion="reduce", **way.options, **options)
        if email in sessions:
            page.context.add_cookies(sessions[email])
        elif email:
            sign_in(page, email)
            sessions[email] = page.context.cookies()
        return page

    return opened
