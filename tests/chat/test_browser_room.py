"""What changes around the log while one looks at it: signs, who is here, who writes, who reads."""

import pytest
from playwright.sync_api import expect

from communities.actions.memberships import begin
from forum.chat import actions

from .browsing import *  # noqa: F403 - the fixtures of real browsers
from .browsing import settled, write

pytestmark = pytest.mark.browser


def test_signs_by_keyboard_and_by_finger_reach_the_other_screen(server, general, at_channel):
    ana, bo = at_channel("mem"), at_channel("bo", viewport={"width": 390, "height": 780})
    write(ana, "Two boxes left at station 4")
    settled(bo, 1)
    line = bo.locator(".message[data-message]").first
    line.hover()
    line.get_by_role("link", name="React").click()
    line.get_by_role("button", name="Done", exact=True).click()
    chip = ana.locator(".reaction")
    expect(chip).to_have_attribute("aria-pressed", "false")
    expect(chip).to_have_attribute("title", "Done: Bo Larsen")
    ana.locator("#log").focus()
    ana.keyboard.press("ArrowUp")
    ana.keyboard.press("Enter")
    ana.keyboard.press("Enter")
    ana.keyboard.press("ArrowRight")
    ana.keyboard.press("Enter")
    expect(bo.locator(".reaction")).to_have_count(1)
    expect(bo.locator(".reaction b")).to_have_text("2")
    expect(ana.locator(".reaction")).to_have_attribute("aria-pressed", "true")
    chip.click()
    expect(bo.locator(".reaction b")).to_have_text("1")
    ana.reload()
    expect(ana.locator(".reaction")).to_have_attribute("title", "Done: Bo Larsen")
    assert bo.evaluate("document.documentElement.scrollWidth") <= 390


def test_who_is_here_who_writes_and_who_reads_change_by_themselves(server, general, at_channel, lasting_world, drain):
    ana, bo = at_channel("mem"), at_channel("bo")
    beside = ana.locator("[data-here]")
    expect(beside).to_contain_text("Bo Larsen")
    expect(ana.locator("[data-audience]")).to_contain_text("4 people in 3 agencies")
    bo.locator("#line").press_sequentially("I am ")
    expect(ana.locator("[data-typing]")).to_have_text("Bo Larsen is writing…")
    write(bo, "I am here")
    expect(ana.locator("[data-typing]")).to_have_text("")
    # Another language of the page: what is told are numbers, its words are the page's own.
    spanish = "{ one: 'persona', many: 'personas' }"
    ana.evaluate(
        "Object.assign(document.querySelector('template[data-blank=readers-members]')"
        f".content.querySelector('[data-fact=people]').dataset, {spanish})"
    )
    begin(user=lasting_world.cy, community=lasting_world.opioid, origin="joined", actor=None)
    drain()
    expect(ana.locator("[data-audience]")).to_contain_text("5 personas in 3 agencies")
    expect(bo.locator("[data-audience]")).to_contain_text("5 people in 3 agencies")
    bo.get_by_role("complementary").get_by_role("link", name="What others see of me").click()
    expect(beside).not_to_contain_text("Bo Larsen")
    for box in bo.locator("main input[type=checkbox]").all():
        box.uncheck()
    bo.get_by_role("button", name="Save").click()
    bo.goto(server.url + general.get_absolute_url())
    bo.locator("#line").press_sequentially("Unseen")
    write(bo, "Unseen until I say it")
    settled(ana, 2)
    expect(ana.locator("[data-typing]")).to_have_text("")
    expect(beside).not_to_contain_text("Bo Larsen")


def test_read_at_the_desk_it_falls_on_the_phone_and_can_be_marked_unread(
    server, general, at_channel, lasting_world, drain
):
    other = actions.open_channel(viewer=lasting_world.viewer("bo"), community=lasting_world.opioid, name="supply")
    phone = at_channel("mem", channel=other, viewport={"width": 390, "height": 780})
    front = at_channel("mem")
    front.goto(server.url + lasting_world.opioid.get_absolute_url())
    tab = front.locator('.tabs [data-part="unread_chat"]')
    expect(tab).to_be_hidden()
    bo = at_channel("bo")
    write(bo, "Two boxes left")
    write(bo, "And one more")
    count = phone.locator(f'.side [data-channel="{general.pk}"] .count')
    expect(count).to_contain_text("2 new messages")
    write(bo, f"@{lasting_world.mem.handle}, do you take them?")
    settled(bo, 3)
    drain()
    for place in (count, tab):
        expect(place).to_have_text("@1 mentions of you")
    desk = at_channel("mem", front.context)
    expect(count).to_have_attribute("hidden", "")
    expect(tab).to_be_hidden()
    line = desk.locator(".message[data-message]").nth(1)
    line.hover()
    line.locator("summary").click()
    line.get_by_text("Mark unread from here").click()
    expect(desk.locator("[data-lines] > #new + .message")).to_contain_text("And one more")
    expect(count).to_contain_text("@1")
    desk.reload()
    expect(desk.locator("[data-lines] > #new + .message")).to_contain_text("And one more")


def test_a_conversation_beside_the_channel_and_a_warning_before_sending(server, general, at_channel, lasting_world):
    ana, bo = at_channel("mem"), at_channel("bo", viewport={"width": 390, "height": 780})
    write(ana, "Which lots expire first?")
    settled(bo, 1)
    line = bo.locator(".message[data-message]").first
    line.hover()
    line.locator("summary").click()
    line.get_by_text("Reply in a conversation of its own").click()
    bo.fill("input[name=name]", "Lots and dates")
    bo.get_by_role("button", name="Begin").click()
    expect(ana.locator("[data-branch]")).to_contain_text("Lots and dates")
    write(bo, "XK-4471 in March")
    settled(bo, 1)
    expect(ana.locator(".branch [data-new]")).to_have_text("1")
    expect(ana.locator("[data-lines] > .message[data-message]")).to_have_count(1)
    ana.locator(".branch a").click()
    expect(ana.locator("[data-lines] .message__text")).to_have_text("XK-4471 in March")
    assert bo.evaluate("document.documentElement.scrollWidth") <= 390
    write(ana, f"@{lasting_world.cy.handle} knows")
    expect(ana.locator("[data-blind]")).to_contain_text("Cy Young cannot see this")
    expect(ana.locator("[data-client]")).to_have_count(0)
    ana.get_by_role("button", name="Send all the same").click()
    settled(ana, 2)
    settled(bo, 2)


def test_an_urgent_message_is_acknowledged_and_its_list_fills(server, general, at_channel, lasting_world):
    mem, bo = at_channel("mem", viewport={"width": 390, "height": 780}), at_channel("bo")
    bo.locator(".chat__tools summary").click()
    bo.get_by_role("link", name="Urgent message").click()
    bo.fill("textarea[name=source]", f"Recall of lot XK-4471, @{lasting_world.mem.handle}")
    bo.get_by_role("button", name="Send and ask").click()
    expect(bo.locator("[data-lines] [data-urgent]")).to_contain_text("0 of 1")
    row = mem.locator("[data-lines] [data-urgent]")
    expect(row).to_contain_text("0 of 1")
    row.get_by_role("button", name="I have seen it").click()
    expect(bo.locator("[data-lines] [data-urgent]")).to_contain_text("1 of 1")
    bo.locator("[data-urgent] summary").last.click()
    expect(bo.locator("[data-lines] [data-names-done]")).to_have_text("Jamal Brooks")
    expect(row.get_by_role("button", name="I have seen it")).to_be_hidden()
    assert mem.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_file_is_chosen_sent_with_a_line_and_seen_by_the_other(server, general, at_channel):
    one, other = at_channel("mem", viewport={"width": 390, "height": 780}), at_channel("bo")
    one.get_by_text("Attach files").click()
    file = {"name": "stock list.txt", "mimeType": "text/plain", "buffer": b"Lot 17"}
    one.set_input_files(
        '.composer input[type="file"]', [file, file | {"name": "tool.exe", "buffer": b"MZ" + bytes(99)}]
    )
    expect(one.locator("#alerts")).to_contain_text("cannot be attached")
    expect(one.locator("[data-files] [data-file]")).to_have_count(1)
    write(one, "The list")
    settled(one, 1)
    expect(other.locator(".message__text .file")).to_contain_text("stock-list.txt")
    assert one.locator("[data-files] [data-file]").count() == 0
    assert one.evaluate("document.documentElement.scrollWidth") <= 390
    with other.expect_download() as download:
        other.locator(".message__text .file").click()
    assert download.value.path().read_bytes() == b"Lot 17"
