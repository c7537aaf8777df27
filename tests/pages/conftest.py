"""Pages in a real browser, on the world of the tests."""

from pathlib import Path

import pytest

from communities.models import User
from tests.live.serving import session_of

# What a page is asked about itself, as `checks` in it.
CHECKS = Path(__file__).with_name("checks.js")


@pytest.fixture
def browse(windows, served):
    """`browse("ana@easton.example")`: a page of this person's own browser; without a name of a visitor's."""

    def opened(email="", **options):
        session = session_of(User.objects.get(email=email)) if email else ""
        options = {"viewport": {"width": 320, "height": 800}, "reduced_motion": "reduce", "checks": CHECKS, **options}
        return windows.open(served.url, session, **options)

    return opened
