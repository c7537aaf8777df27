"""Read on one device, it is read on the other within two seconds."""

from .lossy import IS_LOSSY
from .serving import tab

# Where rings get lost, it is the regular look at the heads that tells.
SOON = 5 if IS_LOSSY else 2


def counts(frame, channel):
    return frame["items"][-1]["in_channels"].get(str(channel.pk))


def test_what_is_read_here_falls_there(server, lasting_world, general):
    with tab(server, lasting_world.mem) as desk, tab(server, lasting_world.mem) as phone:
        with tab(server, lasting_world.bo) as bo:
            for number in range(3):
                bo.say(general.topic, f"Line {number}, @{lasting_world.mem.handle}")
        phone.open("me")
        desk.open(general.topic)
        desk.send(op="seen", topic=general.topic, seq=2)
        assert counts(phone.until("events", SOON, topic="me"), general) == [1, 1, 3]
        desk.send(op="seen", topic=general.topic, seq=3)
        assert counts(phone.until("events", SOON, topic="me"), general) == [0, 0, 3]
        message = general.messages.get(number=2)
        desk.send(op="unread", topic=general.topic, message=message.pk)
        assert counts(phone.until("events", SOON, topic="me"), general) == [2, 2, 3]


def test_my_own_lines_do_not_ring_my_bell(server, lasting_world, general):
    with tab(server, lasting_world.mem) as desk, tab(server, lasting_world.mem) as phone:
        desk.say(general.topic, "One")
        phone.open("me")
        desk.say(general.topic, "Two")
        assert phone.is_quiet(0.6)
