"""Keyboard, focus, menus, themes, filters, joining and sign-in, in a real browser with and without script."""

import pytest
from playwright.sync_api import expect

from tests.world import PASSWORD

pytestmark = pytest.mark.browser

ANA, BO = "ana@easton.example", "bo@lakecounty.example"


def test_focus_is_seen_wherever_it_goes_and_the_first_stop_skips_the_frame(browse, lasting_world):
    page = browse(ANA, viewport={"width": 1280, "height": 900})
    for address in ("/", "/communities/", "/communities/fleet-managers/threads/", "/account/profile/"):
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip-link"
        unseen = []
        for _ in range(40):
            page.keyboard.press("Tab")
            unseen.append(page.evaluate("checks.unseenFocus()"))
        assert [each for each in unseen if each] == [], address


def test_the_theme_follows_the_device_until_a_person_says_otherwise(browse, lasting_world):
    page = browse(ANA, java_script_enabled=False, color_scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    page.goto("/account/display/")
    assert page.evaluate(background) == "rgb(255, 255, 255)"
    page.get_by_label("Dark", exact=True).check()
    page.get_by_role("button", name="Save").click()
    assert page.evaluate(background) == "rgb(19, 27, 31)"
    page.goto("/communities/")
    assert page.evaluate(background) == "rgb(19, 27, 31)"


def test_single_keys_act_until_they_are_switched_off(browse, lasting_world):
    page = browse(ANA, viewport={"width": 1280, "height": 900})
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


def test_menus_close_on_escape_and_elsewhere(browse, lasting_world):
    page = browse(ANA, viewport={"width": 1280, "height": 900})
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


def test_the_directory_is_filtered_in_place_and_back_works(browse, lasting_world):
    page = browse(ANA, viewport={"width": 1280, "height": 900})
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


def test_joining_works_without_script_on_a_phone(browse, lasting_world):
    page = browse(ANA, java_script_enabled=False, viewport={"width": 390, "height": 844})
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

    desk = browse(BO, java_script_enabled=False, viewport={"width": 390, "height": 844})
    desk.goto("/communities/opioid-response/members/")
    desk.get_by_role("button", name="Approve Ana Reyes").click()
    page.goto("/communities/opioid-response/members/")
    assert page.get_by_role("link", name="Ana Reyes").count() >= 1


def test_sign_in_and_out_without_script(browse, lasting_world):
    page = browse(java_script_enabled=False)
    page.goto("/account/profile/")
    page.get_by_label("Work address").fill("ana.reyes")
    page.get_by_role("button", name="Go on").click()
    assert page.title().startswith("Error:")
    expect(page.get_by_role("alert").first).to_be_focused()
    page.get_by_role("textbox", name="Work address").fill(ANA)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Password")).to_be_focused()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    assert page.locator("h1").inner_text() == "Your profile"
    page.goto("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.goto("/account/profile/")
    assert page.locator("h1").inner_text() == "Sign in"
