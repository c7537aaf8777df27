"""Somebody finds a community, asks to join, and is let in; before that it is as if nothing were there."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import DESK, PHONE, PLAIN

pytestmark = pytest.mark.journey

EMPLOYEE, MODERATOR = "employee@easton.example", "moderator@lakecounty.example"
PLACE = "/communities/opioid-response/"
INSIDE = ("threads/", "threads/1-x/", "chat/", "chat/naloxone-supply/", "members/", "papers/", "threads/1/posts/1/")


def test_the_eight_sign_ins_of_the_demo_work(site, person):
    printed = re.findall(r"^  (\S+@\S+)", site.output, re.MULTILINE)
    assert len(printed) == 8
    for email in printed:
        page = person(email)
        page.goto("/")
        expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("Good|Interlocal|Welcome"))


def test_before_joining_content_is_as_missing_and_a_hidden_community_has_no_name(person):
    page = person(EMPLOYEE)
    missing = page.goto("/communities/no-such-place/threads/").body()
    for inside in INSIDE:
        answer = page.goto(PLACE + inside)
        assert answer.status == 404, inside
        assert answer.body() == missing or "members" in inside, inside
    page.goto("/search/?q=naloxone")
    expect(page.locator("main")).not_to_contain_text("night shift")
    for address in ("/communities/", "/search/?q=narcotics"):
        page.goto(address)
        expect(page.locator("main")).not_to_contain_text("Narcotics intelligence")
    assert page.goto("/communities/narcotics-intelligence/").status == 404


@pytest.mark.parametrize("way", [PLAIN, PHONE, DESK], ids=lambda way: way.name)
def test_an_employee_asks_and_the_moderator_decides(person, way):
    employee, moderator = person(EMPLOYEE, way), person(MODERATOR, way)
    employee.goto("/communities/?q=opioid")
    employee.get_by_role("link", name="Opioid response").first.click()
    expect(employee.get_by_text("Naloxone supply, training").first).to_be_visible()
    employee.get_by_role("link", name=re.compile("^Ask (to join|again)")).first.click()
    employee.get_by_label("Why do you want to join?").fill(f"Our depot stores the kits ({way.name}).")
    employee.locator("main form button[type=submit]").first.click()
    expect(employee.get_by_text("You asked").first).to_be_visible()

    moderator.goto(PLACE + "moderation/")
    item = moderator.locator("li, article, section").filter(has_text=f"({way.name})").last
    expect(item).to_be_visible()
    if way is DESK:
        moderator.get_by_role("button", name=re.compile("^Approve")).last.click()
        expect(moderator.get_by_text(f"({way.name})")).to_have_count(0)
        assert employee.goto(PLACE + "threads/").status == 200
        employee.goto(PLACE)
        expect(employee.get_by_role("link", name="Start a thread").first).to_be_visible()
    else:
        # The next way asks again.
        employee.get_by_role("button", name=re.compile("^Withdraw")).first.click()
        expect(employee.get_by_role("link", name=re.compile("^Ask")).first).to_be_visible()
