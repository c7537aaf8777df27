"""The archive of a mailing list becomes threads that people read and find: at a desk, by phone, without script."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.archive.letters import letter, mbox
from tests.browsers import PATIENCE

from .conftest import DESK, PHONE, PLAIN

pytestmark = pytest.mark.journey

EMPLOYEE, PLACE = "employee@easton.example", "/communities/road-safety/"
SUBJECT = "Brine on the viaduct before the first frost"
PHRASE = "marmalade spreaders in the northern yard"
FOUND_SECONDS = 30


@pytest.fixture(scope="module")
def archive(site, tmp_path_factory):
    """Twenty-three letters in one thread: the third in Latin-1, the fourth quotes, the twenty-second is looked for."""
    quoted = "\n".join(["> line of what was said before"] * 12)
    bodies = {3: "Grüße aus der Straßenmeisterei.", 4: f"Ruth wrote:\n{quoted}\n\nAgreed.", 22: f"We keep {PHRASE}."}
    letters = [
        letter(
            number,
            day=number,
            parent=number - 1 or None,
            references=range(1, number),
            subject=SUBJECT if number == 1 else f"Re: [roads] {SUBJECT}",
            body=bodies.get(number, f"Letter number {number}."),
            charset="iso-8859-1" if number == 3 else "utf-8",
        )
        for number in range(1, 24)
    ]
    path = tmp_path_factory.mktemp("mail") / "roads.mbox"
    path.write_bytes(mbox(*letters))
    for _ in range(2):  # The second run adds nothing.
        code, printed = site.manage("import_mail", str(path), "--community", "road-safety")
        assert code == 0, printed
    assert "23" in printed, printed


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("way", [DESK, PHONE, PLAIN], ids=lambda way: way.name)
def test_a_list_of_letters_is_read_as_a_thread_and_found_by_a_phrase(person, way):
    page = person(EMPLOYEE, way)
    search_until_found(page)
    expect(page.locator("#post-22")).to_contain_text(PHRASE)
    # Until all of it is there, the page may still scroll to the post from under the pointer.
    page.wait_for_url(re.compile(r"[?&]page=2\b.*#post-22$"))

    page.get_by_role("link", name="1", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(SUBJECT)
    expect(page.locator("article")).to_have_count(20)
    expect(page.locator("#post-3")).to_contain_text("Grüße aus der Straßenmeisterei.")
    fold = page.locator("#post-4 details.fold")
    closed = fold.bounding_box()["height"]
    fold.locator("summary").press("Enter")
    expect(fold.locator("blockquote")).to_be_visible()
    assert fold.bounding_box()["height"] > 2 * closed
    # An author known from the archive alone is a name, and nobody to write to.
    expect(page.locator("#post-1").get_by_text("Ruth Alder").first).to_be_visible()
    expect(page.locator("#post-1").get_by_role("link", name="Ruth Alder")).to_have_count(0)
    if way.has_script:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def search_until_found(page):
    """The relay brings what was imported into the index by and by."""
    end = time.monotonic() + FOUND_SECONDS
    while True:
        page.goto(f"/search/?q={PHRASE}&literal=1")
        link = page.get_by_role("link", name="Post 22")
        if link.count():
            link.first.click()
            return
        if page.locator("#post-22").count():  # One result leads straight to its post.
            return
        assert time.monotonic() < end, page.locator("main").inner_text(timeout=PATIENCE)
