"""What stands around a channel by itself: who reads it, who is here, who writes; told to its writers alone."""

from communities import actions as places
from communities.actions.memberships import begin
from forum.chat import actions
from forum.chat.models import Presence

from .serving import tab


def room(general):
    return f"room:{general.pk}"


def state_where(there, wanted):
    """The next state of the room for which `wanted` holds."""
    while not wanted(state := there.until("events")["items"][-1]):
        pass
    return state


def here(state):
    return [person["name"] for person in state["here"]["people"]]


def test_presence_and_typing_reach_those_who_write_here(server, lasting_world, general):
    with tab(server, lasting_world.mem) as mem, tab(server, lasting_world.bo) as bo:
        bo.open(room(general))
        mem.open(room(general))
        mem.send(op="here", topic=room(general), is_here=True)
        told = state_where(bo, lambda state: "Jamal Brooks" in here(state))["here"]["people"]
        assert {"name": "Jamal Brooks", "initials": "JB", "agency": "City of Easton", "agency_type": "city"} in told
        mem.send(op="typing", topic=room(general), is_typing=True)
        (writer,) = state_where(bo, lambda state: state["typing"])["typing"]
        assert (writer["id"], writer["name"]) == (lasting_world.mem.pk, "Jamal Brooks")
        mem.send(op="typing", topic=room(general), is_typing=False)
        state_where(bo, lambda state: not state["typing"])
        mem.send(op="here", topic=room(general), is_here=False)
        state_where(bo, lambda state: "Jamal Brooks" not in here(state))


def test_who_hides_it_is_seen_by_nobody(server, lasting_world, general):
    with tab(server, lasting_world.mem) as mem, tab(server, lasting_world.bo) as bo:
        bo.open(room(general))
        mem.open(room(general))
        mem.send(op="here", topic=room(general), is_here=True)
        state_where(bo, lambda state: "Jamal Brooks" in here(state))
        actions.change_habits(viewer=lasting_world.viewer("mem"), shows_presence=False, shows_typing=False)
        state_where(bo, lambda state: "Jamal Brooks" not in here(state))
        for op, flag in (("here", "is_here"), ("typing", "is_typing")):
            mem.send(op=op, topic=room(general), **{flag: True})
            mem.until("ack", op=op)
        assert bo.is_quiet()
    assert not Presence.objects.filter(is_shown=True).exists()


def test_readers_of_an_open_channel_have_no_room(server, lasting_world):
    viewer = lasting_world.viewer("mia")
    channel = actions.open_channel(viewer=viewer, community=lasting_world.roads, name="Open", is_open=True)
    with tab(server, lasting_world.cy) as reader, tab(server, lasting_world.mia) as writer:
        assert reader.open(channel.topic)["ev"] == "opened"
        assert reader.open(room(channel))["code"] == "unknown_topic"
        reader.send(op="here", topic=room(channel), is_here=True)
        assert reader.until("refused")["code"] == "forbidden"
        assert writer.open(room(channel))["ev"] == "opened"


def test_the_audience_line_follows_comings_and_goings(server, lasting_world, general, drain):
    drain()
    with tab(server, lasting_world.mem) as mem:
        opened = mem.open(room(general))
        begin(user=lasting_world.cy, community=lasting_world.opioid, origin="joined", actor=None)
        drain()
        more = state_where(mem, lambda state: "readers" in state)
        assert more["readers"] == {"reach": "members", "people": 5, "agencies": 3, "guests": 1}
        places.leave(viewer=lasting_world.viewer("cy"), community=lasting_world.opioid)
        drain()
        state_where(mem, lambda state: state["readers"]["people"] == 4)
        assert opened["head"] < more["seq"]


def test_who_went_without_a_word_is_counted_out(lasting_world, general):
    bo, mem = lasting_world.viewer("bo"), lasting_world.viewer("mem")
    actions.note_here(viewer=mem, channel=general, is_here=True)
    Presence.objects.update(seen_at="2026-01-01T00:00Z")
    actions.note_here(viewer=bo, channel=general, is_here=True)
    assert list(Presence.objects.values_list("user", flat=True)) == [bo.id]
