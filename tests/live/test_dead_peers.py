"""A peer that has gone without a word, and how many of them a process can hold."""

import resource
import time

import pytest

from forum import server as wiring

from .serving import session_of
from .test_faults import deaf_client, is_closed

pytestmark = pytest.mark.promise(4)
# How often daphne looks whether a ping is due.
LOOK_SECONDS = 2


def test_a_dead_peer_is_noticed(server, lasting_world, general, monkeypatch, record_property):
    assert wiring.PING_SECONDS + LOOK_SECONDS + wiring.PONG_SECONDS <= 35
    daphne = server.daphne
    assert (daphne.ping_interval, daphne.ping_timeout) == (wiring.PING_SECONDS, wiring.PONG_SECONDS)
    # The same in a hurry: a ping each second, and a second's patience.
    monkeypatch.setattr(daphne, "ping_interval", 1)
    monkeypatch.setattr(daphne.ws_factory, "autoPingTimeout", 1)
    dead = deaf_client(server, session_of(lasting_world.mem), general.topic)
    while is_closed(server, dead):
        time.sleep(0.01)  # It has not sat down yet.
    began = time.monotonic()
    while not is_closed(server, dead):
        assert time.monotonic() < began + 10
        time.sleep(0.05)
    dead.close()


def test_a_server_may_hold_as_many_sockets_as_the_machine_allows(server):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert soft == hard
