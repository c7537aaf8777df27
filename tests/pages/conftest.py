"""Pages in a real browser, on the world of the tests."""

from pathlib import Path

import pytest
from django.conf import settings

from communities.models import User
from tests.live.serving import session_of

# What a page is asked about itself, as `checks` in it.
CHECKS = Path(__file__).with_name("checks.js")


@pytest.fixture
def browse(chromium, served):
    """`browse("ana@easton.example")`: a page of this person's own browser; without a name of a visitor's."""

    def opened(email="", **options):
        options = {"viewport": {"width": 320, "height": 800}, "reduced_motion": "reduce", **options}
        context = chromium.new_context(base_url=served.url, **options)
        if email:
            key = session_of(User.objects.get(email=email))
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": served.url}])
        page = context.new_page()
        page.add_init_script(path=CHECKS)
        return page

    return opened
