"""Messages are found by those who may read them, as they are now, and no longer than they stand."""

from forum.chat import actions
from search.finder import find


def test_a_message_is_found_edited_and_gone(world, index, general, say, drain):
    message = say("mem", general, "The naloxone lot is **XK-4471**")
    drain()
    assert find(world.viewer("bo"), "XK-4471", tab="chat").shown == 1
    assert find(world.viewer("ana"), "XK-4471").total == 0
    actions.edit(viewer=world.viewer("mem"), message=message, source="The lot is QP-2250")
    drain()
    assert find(world.viewer("bo"), "XK-4471", tab="chat").shown == 0
    (result,) = find(world.viewer("bo"), "QP-2250", tab="chat").results
    assert result.best.facts.url == message.get_absolute_url()
    actions.remove(viewer=world.viewer("bo"), message=message)
    assert find(world.viewer("bo"), "QP-2250", tab="chat").shown == 0, "gone before the index has followed"
