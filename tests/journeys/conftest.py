"""The product as a new user would start it: `serve --demo`, real browsers, real sign-ins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.serving import DEMO_PASSWORD, Site, demo_site, new_site

# First answers of a machine that is busy with other tests.
PATIENCE = 20_000


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
def site(tmp_path_factory, django_db_setup) -> Iterator[Site]:
    """One site with the demo for all journeys of a worker, on data of its own."""
    with new_site(tmp_path_factory.mktemp("journeys"), demo_site()) as made:
        yield made.start_with_demo()


@pytest.fixture(scope="package")
def sessions() -> dict[str, dict]:
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
def person(site, chromium, sessions) -> Iterator[Callable[..., Page]]:
    """`person("employee@easton.example", way)`: a page of this person's own browser. Script errors fail the test."""
    expect.set_options(timeout=PATIENCE)
    errors: list[str] = []

    def opened(email: str = "", way: Way = DESK) -> Page:
        context = chromium.new_context(
            base_url=site.url, reduced_motion="reduce", storage_state=sessions.get(email), **way.options
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        if email and email not in sessions:
            sign_in(page, email)
            sessions[email] = context.storage_state()
        return page

    yield opened
    assert errors == []
