"""The live topic of one person's own bell."""

from communities.audience import person
from communities.topics import topic


def test_the_state_is_told_to_its_person_alone_and_its_version_grows(world, start, reply, drain):
    me = topic("me")
    assert me.audience_of(world.viewer("mem"), world.mem.pk) == person(world.mem.pk)
    assert me.audience_of(world.viewer("bo"), world.mem.pk) is None
    before = me.heads([world.mem.pk])[world.mem.pk]
    reply("bo", start("mem"))
    drain()
    after = me.heads([world.mem.pk])[world.mem.pk]
    assert after > before
    (state,) = me.items(world.mem.pk, before, 100)
    assert (state["seq"], state["kind"], state["notices"]) == (after, "state", 1)
    assert state["unread"] == {world.opioid.pk: 1}
    assert state["places"] == {"/communities/fleet-managers/": 0, "/communities/opioid-response/": 1}
    assert state["new_posts"] == "new posts"


def test_one_who_is_gone_has_no_state(world):
    type(world.mem).objects.filter(pk=world.mem.pk).update(is_active=False)
    assert topic("me").items(world.mem.pk, 0, 100) == []
