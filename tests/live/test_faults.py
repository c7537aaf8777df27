"""Bad doorbells, clients that never read, a server that stops: what the others notice of it is nothing."""

import time

import pytest

from communities import doorbell
from forum.live import transport

from .lossy import LossyRinger
from .serving import ServerProcess, deaf_client, session_of, tab


@pytest.mark.promise(10)
def test_lost_doubled_and_late_rings_change_nothing_on_screen(server, lasting_world, general, monkeypatch):
    monkeypatch.setattr(doorbell, "_ringers", [LossyRinger(ringer) for ringer in doorbell._ringers])
    with tab(server, lasting_world.mem) as mem, tab(server, lasting_world.bo) as bo:
        bo.open(general.topic)
        for number in range(40):
            mem.say(general.topic, f"Line {number}")
        seqs = []
        while len(seqs) < 40:
            seqs += [item["seq"] for item in bo.until("events", 6)["items"]]
        assert seqs == list(range(1, 41))


@pytest.mark.promise(8)
def test_who_never_reads_is_dropped_and_harms_nobody(server, lasting_world, general, monkeypatch):
    monkeypatch.setattr(transport, "MAX_BYTES", 64 * 1024)
    with tab(server, lasting_world.mem) as mem, tab(server, lasting_world.bo) as bo:
        deaf = deaf_client(server, session_of(lasting_world.gus), general.topic)
        bo.open(general.topic)
        sent = 0
        while not is_closed(server, deaf) and sent < 115:
            assert mem.say(general.topic, "x " * 1_900)["ev"] == "ack"
            sent += 1
        # Its goodbye finds no reader either, which the server waits a second for.
        end = time.monotonic() + 10
        while not is_closed(server, deaf):
            assert time.monotonic() < end, f"still there after {sent} messages"
            time.sleep(0.05)
        while bo.until("events")["head"] < sent:
            pass
        deaf.close()


def is_closed(server, line):
    """Whether the server has let go of this connection: it does not tell somebody who does not read."""
    from forum.live.hub import open_hubs

    local = line.getsockname()[1]
    peers = [socket.line._transport.getPeer().port for hub in open_hubs() for socket in list(hub._sockets)]
    return local not in peers


def test_a_server_that_stops_says_so_and_the_client_resumes(lasting_world, drain):
    from forum.chat.models import Channel

    drain()
    general = Channel.objects.get(community=lasting_world.opioid, slug="general")
    server = ServerProcess()
    server.start()
    try:
        with tab(server, lasting_world.mem) as mem:
            mem.open(general.topic)
            mem.say(general.topic, "Before")
            started = time.monotonic()
            server.process.terminate()
            assert mem.closed_with() == 1012
            assert server.stop() == 0
            assert time.monotonic() - started < 10
        server.start()
        with tab(server, lasting_world.mem) as mem:
            assert [item["seq"] for item in mem.open(general.topic)["items"]] == [1]
    finally:
        server.stop()
