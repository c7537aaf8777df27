"""A newcomer's first ten minutes with the keyboard alone: join a community, start a thread, say a line in its chat."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# What the element in focus is called, on one line.
NAME = """(e => (e.labels?.[0]?.innerText || e.getAttribute("aria-label") || e.innerText || "")
    .split(/\\s+/).join(" ").trim())"""


def tab_to(page, name):
    """Press Tab until the focus is at what is called `name`, as a person would who looks where the focus is."""
    names = []
    for _ in range(120):
        page.keyboard.press("Tab")
        names.append(page.evaluate(f"{NAME}(document.activeElement)"))
        if names[-1].startswith(name):
            assert page.evaluate("checks.unseenFocus()") == "", f"nobody sees the focus at {name}"
            return
    raise AssertionError(f"Tab never came to {name!r}, but to {names}")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_newcomer_joins_starts_a_thread_and_chats_without_a_mouse(browse, lasting_world, drain, width):
    drain()
    page = browse("ana@easton.example", viewport={"width": width, "height": 900})
    page.goto("/communities/")
    tab_to(page, "Join Road safety")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Road safety")

    tab_to(page, "Start a thread")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Post thread")).to_be_visible()
    tab_to(page, "Title")
    page.keyboard.type("Salt on the bridges")
    tab_to(page, "Text")
    page.keyboard.type("Which of you salt before the frost?")
    tab_to(page, "Post thread")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Salt on the bridges")

    page.goto("/communities/road-safety/")
    tab_to(page, "Chat")
    page.keyboard.press("Enter")
    line = page.locator("#line")
    expect(line).to_be_visible()
    for _ in range(120):
        if line.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.type("Salting from four o'clock")
    page.keyboard.press("Enter")
    expect(page.locator("[data-lines] > .message[data-message]")).to_contain_text("Salting from four", timeout=20_000)
