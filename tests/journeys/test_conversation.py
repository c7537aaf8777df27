"""A thread from its first word to another community: live for two people, by phone, and without script."""

import base64
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.serving import DEMO_PASSWORD

from .conftest import DESK, PHONE, PLAIN, told

pytestmark = pytest.mark.journey

EMPLOYEE, MODERATOR = "employee@easton.example", "d.whitfield@easton.example"
PLACE = "/communities/fleet-managers/"
TABLE = "| depot | ports |\n| --- | ---: |\n| Mill Street | 12 |"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module", autouse=True)
def _moderator_has_a_password(site):
    """The demo gives one to its eight sign-ins alone, and nobody of these moderates both places of this journey."""
    code = (
        "from communities.models import User;"
        f"user = User.objects.get(email={MODERATOR!r}); user.set_password({DEMO_PASSWORD!r}); user.save()"
    )
    exit_code, printed = site.manage("shell", "-c", code)
    assert exit_code == 0, printed


def write_thread(page, title):
    page.goto(PLACE)
    page.get_by_role("link", name="Start a thread").first.click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Text", exact=True).fill(f"{TABLE}\n\n@dana-whitfield, does that fit?")
    page.get_by_label("Attach files").set_input_files({"name": "plan.png", "mimeType": "image/png", "buffer": PNG})
    page.get_by_role("button", name="Post thread").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".prose table td").first).to_have_text("Mill Street")
    expect(page.locator(".prose").first.get_by_text("@Dana Whitfield")).to_be_visible()
    expect(page.locator("article img").first).to_be_visible()
    return page.url.partition("?")[0].partition("#")[0]


def reply(page, text):
    page.locator("#reply textarea[name=source]").fill(text)
    page.get_by_role("button", name="Post reply").click()
    expect(page.locator(".prose", has_text=text)).to_be_visible()


def edit_first_post(employee, address):
    employee.goto(address + "posts/1/acts/")
    employee.get_by_role("link", name=re.compile("^Edit")).click()
    employee.locator("textarea[name=source]").fill(f"{TABLE}\n\nTwelve ports it is.")
    employee.get_by_label("Why do you change it?").fill("The number is settled.")
    employee.get_by_role("button", name="Save changes").click()
    expect(employee.locator("#post-1")).to_contain_text("edited")
    expect(employee.locator("#post-1")).to_contain_text("Twelve ports it is.")


def pin_and_lock(moderator, number):
    moderator.goto(f"{PLACE}moderation/threads/{number}/pin/")
    moderator.get_by_label("Keep it on top until").fill((localdate() + timedelta(days=7)).isoformat())
    moderator.locator("main form button[type=submit]").first.click()
    expect(moderator.get_by_text("Pinned until").first).to_be_visible()
    moderator.goto(f"{PLACE}moderation/threads/{number}/lock/")
    moderator.get_by_label("Reason").fill("Decided.")
    moderator.locator("main form button[type=submit]").first.click()
    expect(moderator.get_by_text("This thread is locked.").first).to_be_visible()


def move(moderator, number):
    moderator.goto(f"{PLACE}moderation/threads/{number}/move/")
    moderator.get_by_label("Move to").select_option(label="Road safety")
    moderator.get_by_label("Reason").fill("Belongs there.")
    moderator.locator("main form button[type=submit]").first.click()
    expect(moderator).to_have_url(re.compile("/communities/road-safety/threads/"))


@pytest.mark.parametrize("way", [DESK, PHONE, PLAIN], ids=lambda way: way.name)
def test_a_thread_is_written_answered_edited_and_moved(person, way):
    employee, moderator = person(EMPLOYEE, way), person(MODERATOR, way)
    title = f"Ports at the depot, seen {way.name} {uuid4().hex[:6]}"
    address = write_thread(employee, title)

    moderator.goto(PLACE + "threads/")
    row = moderator.locator(".thread", has_text=title)
    expect(row.get_by_text("New", exact=True)).to_be_visible()
    row.get_by_role("link", name=title).click()
    if way.has_script:
        # The reply arrives on the employee's open page without a reload.
        employee.wait_for_function("import('/static/forum/js/live-socket.js').then(({line}) => line.state.open)")
    reply(moderator, "It fits, if the transformer holds.")
    if way.has_script:
        employee.get_by_role("button", name="Show 1 new post").click()
    else:
        employee.goto(PLACE + "threads/")
        expect(employee.locator(".thread", has_text=title).get_by_text("1 new")).to_be_visible()
        employee.goto(address)
    expect(employee.locator("#post-2")).to_contain_text("transformer")
    told(employee, title)

    edit_first_post(employee, address)
    number = re.search(r"/threads/(\d+)", address)[1]
    pin_and_lock(moderator, number)
    employee.goto(address)
    expect(employee.get_by_role("button", name="Post reply")).to_have_count(0)
    move(moderator, number)
    for old in (address, f"{address}posts/2/"):
        assert employee.goto(old).status == 200
        expect(employee).to_have_url(re.compile(f"/communities/road-safety/threads/{number}-"))
