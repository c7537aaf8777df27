"""Every page of the demo that a person can reach by links: at 320 px and wide, light and dark.

How a page is laid out follows from its HTML and the style sheet: beside another database it is looked at in one way."""

from collections import Counter, deque

import pytest
from django.db import connection
from django.urls import Resolver404, resolve

from tests.pages.conftest import CHECKS

from .conftest import Way

pytestmark = pytest.mark.journey

WIDTHS = [320, 390, 1280]
SCHEMES = ["light", "dark"]
NARROW = Way("narrow", {"viewport": {"width": 320, "height": 800}})

# How many pages are looked at as whom; nobody's name is a visitor.
WALKS = {
    "moderator@lakecounty.example": 55,
    "employee@easton.example": 40,
    "owner@statepolice.example": 25,
    "guest@harborhealth.example": 15,
    "": 20,
}
MISSING = "/no-such-page/"
STARTS = ("/", "/search/?q=naloxone", "/account/display/", MISSING)
# Of one kind of page so many are enough; the pages of the CMS share one name.
OF_A_KIND = Counter({"wagtail_serve": 4})


class Crawl:
    """Follows the links of the site as one person and keeps what is wrong."""

    def __init__(self, page, root, most):
        self.page, self.root, self.most = page, root, most
        self.faults, self.seen, self.looked, self.now = [], Counter(), 0, ""
        # Each page begins as the last one ended: to lay it out anew for the next would be lost.
        self.widths, self.schemes = (WIDTHS, SCHEMES) if connection.vendor == "sqlite" else (WIDTHS[:1], SCHEMES[:1])
        page.on("pageerror", lambda error: self.fault("script", [str(error)]))

    def fault(self, kind, what):
        self.faults += [f"{self.now} {kind}: {each}" for each in what]

    def run(self):
        waiting = deque(STARTS)
        while waiting and self.looked < self.most:
            self.now = waiting.popleft()
            if self.is_new() and self.opened():
                self.look()
                links = self.page.evaluate("checks.links()")
                waiting.extend(link.removeprefix(self.root) for link in links if link.startswith(self.root))
        return self

    def is_new(self):
        path, _, query = self.now.partition("?")
        try:
            name = resolve(path).view_name
        except Resolver404:
            self.fault("link", ["leads nowhere"])
            return False
        kind = (name, bool(query))
        self.seen[kind] += 1
        return not path.startswith(("/cms/", "/static/")) and self.seen[kind] <= (OF_A_KIND[name] or 1)

    def opened(self):
        if "/pictures/" in self.now or "/files/" in self.now or "/feeds/" in self.now:
            return False
        response = self.page.goto(self.now)
        if response.status >= 400 and self.now != MISSING:
            self.fault("answer", [response.status])
        return "text/html" in response.headers.get("content-type", "")

    def look(self):
        page = self.page
        self.looked += 1
        self.fault("structure", page.evaluate("checks.structure()"))
        for width in self.widths:
            page.set_viewport_size({"width": width, "height": 800})
            self.fault("width", page.evaluate("checks.overflow()"))
            if width == 320:
                self.fault("target", page.evaluate("checks.targets()"))
        for scheme in self.schemes:
            page.emulate_media(color_scheme=scheme)
            self.fault(f"contrast, {scheme}", page.evaluate("checks.contrast()"))
        self.widths, self.schemes = self.widths[::-1], self.schemes[::-1]
        self.fault("policy", page.evaluate("window.stopped"))
        self.fault("answer", page.evaluate("checks.failed()"))


@pytest.mark.parametrize(("email", "most"), WALKS.items(), ids=lambda value: str(value) or "visitor")
def test_every_page_is_sound(site, person, email, most):
    page = person(email, NARROW, checks=CHECKS)
    crawl = Crawl(page, site.url, most).run()
    assert crawl.faults == []
    assert crawl.looked >= min(most, 15)
