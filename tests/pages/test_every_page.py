"""Every page that a person can reach by links, in a real browser: at 320 px and wide, light and dark."""

from collections import Counter, deque

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

EMPLOYEE, MODERATOR = "employee@easton.example", "moderator@lakecounty.example"
OWNER, GUEST, VISITOR = "owner@statepolice.example", "guest@harborhealth.example", ""
STARTS = ("/", "/search/?q=naloxone", "/account/display/", "/no-such-page/")
# Of one kind of page so many are enough; the pages of the CMS share one name.
OF_A_KIND = Counter({"wagtail_serve": 4})
AT_MOST = 60


class Crawl:
    """Follows the links of the site as one person and keeps what is wrong."""

    def __init__(self, page, root):
        self.page, self.root = page, root
        self.faults, self.seen, self.looked, self.now = [], Counter(), 0, ""
        page.on("pageerror", lambda error: self.fault("script", [str(error)]))
        page.on("response", self.answered)

    def answered(self, response):
        if response.status >= 400 and "/no-such-page/" not in response.url:
            self.fault("answer", [f"{response.status} {response.url}"])

    def fault(self, kind, what):
        self.faults += [f"{self.now} {kind}: {each}" for each in what]

    def run(self):
        waiting = deque(STARTS)
        while waiting and self.looked < AT_MOST:
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
        self.page.set_viewport_size({"width": 320, "height": 800})
        if "/pictures/" in self.now or "/files/" in self.now or "/feeds/" in self.now:
            return False
        response = self.page.goto(self.now)
        return "text/html" in response.headers.get("content-type", "")

    def look(self):
        page = self.page
        self.looked += 1
        self.fault("policy", page.evaluate("window.stopped"))
        self.fault("structure", page.evaluate("checks.structure()"))
        self.fault("target", page.evaluate("checks.targets()"))
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            self.fault("width", page.evaluate("checks.overflow()"))
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            self.fault(f"contrast, {scheme}", page.evaluate("checks.contrast()"))


@pytest.mark.parametrize(
    "who", [[EMPLOYEE, VISITOR], [MODERATOR, GUEST], [OWNER]], ids=["employee", "moderator", "owner"]
)
def test_every_page_is_sound(browse, demo, who):
    for email in who:
        crawl = Crawl(browse(email), demo.url).run()
        assert crawl.faults == []
        assert crawl.looked >= 20


def test_focus_is_seen_wherever_it_goes_and_the_first_stop_skips_the_frame(browse):
    page = browse(EMPLOYEE, viewport={"width": 1280, "height": 900})
    for address in ("/", "/communities/", "/communities/fleet-managers/threads/", "/account/profile/"):
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip-link"
        unseen = []
        for _ in range(40):
            page.keyboard.press("Tab")
            unseen.append(page.evaluate("checks.unseenFocus()"))
        assert [each for each in unseen if each] == [], address


def test_the_theme_follows_the_device_until_a_person_says_otherwise(browse):
    page = browse(EMPLOYEE, java_script_enabled=False, color_scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    page.goto("/account/display/")
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    page.get_by_label("Dark", exact=True).check()
    page.get_by_role("button", name="Save").click()
    assert page.evaluate(background) == "rgb(19, 27, 31)"
    page.goto("/communities/")
    assert page.evaluate(background) == "rgb(19, 27, 31)"


def test_single_keys_act_until_they_are_switched_off(browse):
    page = browse(EMPLOYEE, viewport={"width": 1280, "height": 900})
    page.goto("/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("g")
    assert page.input_value("#q") == "g", "keys are letters inside a field"
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/communities/")
    page.keyboard.press("?")
    page.wait_for_url("**/account/keyboard/")
    page.get_by_role("link", name="Switch them off").click()
    page.get_by_label("Single letters are shortcuts").uncheck()
    page.get_by_role("button", name="Save").click()
    page.goto("/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "q"


def test_menus_close_on_escape_and_elsewhere(browse):
    page = browse(EMPLOYEE, viewport={"width": 1280, "height": 900})
    page.goto("/communities/fleet-managers/")
    mine = page.locator("summary", has_text="Your menu")
    mine.click()
    page.get_by_role("link", name="Your profile").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator("menu-details > details[open]").count() == 0
    assert mine.evaluate("e => e === document.activeElement")
    mine.click()
    page.locator("h1").click()
    assert page.locator("menu-details > details[open]").count() == 0


def test_the_directory_is_filtered_in_place_and_back_works(browse):
    page = browse(EMPLOYEE, viewport={"width": 1280, "height": 900})
    page.goto("/communities/")
    everything = page.locator("#found .grid > li").count()
    page.get_by_label("Mine").check()
    page.wait_for_url("**mine=mine**")
    page.locator(".chip", has_text="Mine").wait_for()
    assert 0 < page.locator("#found .grid > li").count() < everything
    assert page.evaluate("document.activeElement.value") == "mine", "focus stays where it was"
    page.locator("#cq").press_sequentially("fleet")
    page.wait_for_url("**q=fleet**")
    assert page.locator("#found .grid > li").all_inner_texts()[0].startswith("Fm")
    page.go_back()
    page.locator(".chip", has_text="Mine").wait_for()


def test_joining_works_without_script_on_a_phone(browse):
    page = browse(EMPLOYEE, java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto("/communities/")
    page.get_by_role("button", name="Join Road safety").click()
    assert page.locator("h1").inner_text() == "Road safety"
    assert page.locator(".alert[role=status]").inner_text() == "You are a member of Road safety now."
    page.locator("summary", has_text="Following").click()
    page.get_by_role("button", name="Muted").click()
    page.locator("summary", has_text="Muted").click()
    page.get_by_role("link", name="Leave…").click()
    page.get_by_role("button", name="Leave").click()
    page.goto("/communities/opioid-response/ask/")
    page.get_by_label("Why do you want to join?").fill("I run the front desk of the depot.")
    page.get_by_role("button", name="Ask to join").click()
    assert page.locator(".badge--warn").inner_text().startswith("You asked today")

    desk = browse(MODERATOR, java_script_enabled=False, viewport={"width": 390, "height": 844})
    desk.goto("/communities/opioid-response/members/")
    desk.get_by_role("button", name="Approve Ana Reyes").click()
    page.goto("/communities/opioid-response/members/")
    assert page.get_by_role("link", name="Ana Reyes").count() >= 1


def test_sign_in_and_out_without_script(browse):
    page = browse(java_script_enabled=False)
    page.goto("/account/profile/")
    page.get_by_label("Work address").fill("ana.reyes")
    page.get_by_role("button", name="Go on").click()
    assert page.title().startswith("Error:")
    expect(page.get_by_role("alert").first).to_be_focused()
    page.get_by_role("textbox", name="Work address").fill(EMPLOYEE)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Password")).to_be_focused()
    page.get_by_label("Password").fill("a password of the tests")
    page.get_by_role("button", name="Sign in").click()
    assert page.locator("h1").inner_text() == "Your profile"
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/profile/")
    assert page.locator("h1").inner_text() == "Sign in"
