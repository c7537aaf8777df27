"""The live topic of a thread: its items, for whom it is, and its numbers."""

import pytest

from communities.topics import topic
from forum.threads import actions


@pytest.mark.parametrize(("who", "reads"), [("mem", True), ("gus", True), ("cy", False), ("visitor", False)])
def test_only_readers_may_open_a_thread(world, thread, who, reads):
    found = topic("thread").audience_of(world.viewer(who), thread.pk)
    assert found == (world.opioid.readers_audience if reads else None)
    assert topic("thread").audience_of(world.viewer(who), thread.pk + 1000) is None


def test_items_are_in_order_and_carry_the_card_as_it_is_now(world, thread):
    live = topic("thread")
    post = actions.reply(viewer=world.viewer("mem"), thread=thread, source="First words")
    actions.edit(viewer=world.viewer("mem"), post=post, source="Better words")
    items = live.items(thread.pk, 0, 100)
    assert [item["seq"] for item in items] == [1, 2, 3, 4]
    assert [item["kind"] for item in items] == ["post", "post", "post", "edit"]
    assert "Better words" in items[2]["html"]
    assert "First words" not in str(items)
    assert live.heads([thread.pk, thread.pk + 1000]) == {thread.pk: 4}
    assert [item["seq"] for item in live.items(thread.pk, 2, 1)] == [3]


def test_of_a_hidden_or_removed_post_only_its_line_is_sent(world, thread):
    post = actions.reply(viewer=world.viewer("mem"), thread=thread, source="Names of patients")
    actions.hide_post(viewer=world.viewer("bo"), post=post, reason="Personal data")
    items = topic("thread").items(thread.pk, 0, 100)
    assert "Names of patients" not in str(items)
    assert 'class="tombstone"' in items[2]["html"]
    assert "Personal data" in items[-1]["html"]
    actions.restore_post(viewer=world.viewer("bo"), post=post)
    assert "Names of patients" in topic("thread").items(thread.pk, 4, 100)[0]["html"]


def test_acts_of_moderators_are_events_without_text(world, thread):
    actions.lock(viewer=world.viewer("bo"), thread=thread, reason="A secret reason")
    item = topic("thread").items(thread.pk, 2, 100)[0]
    assert item["kind"] == "lock"
    assert "secret" not in str(item)
