"""Promise 8: twenty clients that never read are let go, the process stays small, and who reads notices nothing."""

import contextlib
import socket
import time
from pathlib import Path

import pytest

from forum.chat.models import Channel
from tests.live.lossy import IS_LOSSY
from tests.live.serving import deaf_client, session_of, tab

from .crowd import hired

pytestmark = pytest.mark.promise(8)

DEAF = 20
# Each of these is five characters on the page, so that a few lines are more than a megabyte.
LINE = "&" * 3_800
LINES = 90
MOST_MIB = 200
LATEST_SECONDS = 5.0 if IS_LOSSY else 2.0


def test_who_never_reads_is_let_go_and_costs_nobody_anything(apart, lasting_world, size, record_property):
    general = Channel.objects.get(community=lasting_world.opioid, slug="general")
    people = hired(lasting_world, DEAF)
    end = time.monotonic() + size(0, 600)
    rounds, largest, slowest, usual = 0, 0.0, 0.0, 0.0
    with contextlib.ExitStack() as tabs:
        bo, *writers = [tabs.enter_context(tab(apart, lasting_world[who])) for who in ("bo", "mem", "gus", "mia")]
        bo.open(general.topic)
        for writer in writers:
            usual = max(usual, arrival(writer, bo, general.topic))
        while not rounds or time.monotonic() < end:
            deaf = [deaf_client(apart, session_of(person), general.topic) for person in people]
            for number in range(LINES):
                slowest = max(slowest, arrival(writers[number % len(writers)], bo, general.topic))
                largest = max(largest, resident_mib(apart.process.pid))
            assert all(is_cut(line) for line in deaf)
            rounds += 1
    record_property("clients that never read", DEAF * rounds)
    record_property("largest size of the process", f"{largest:.0f} MiB")
    record_property("latest arrival at who reads", f"{slowest * 1000:.0f} ms")
    assert largest < MOST_MIB
    # In the short form other tests run beside it.
    assert slowest < LATEST_SECONDS + size(10, 0) * usual


def arrival(writer, reader, topic) -> float:
    """Seconds until what `writer` says is there for `reader`."""
    began = time.monotonic()
    while (answer := writer.say(topic, LINE))["ev"] == "refused":
        assert answer["code"] == "too_fast", answer
        time.sleep(answer["retry_after"])
        began = time.monotonic()
    while reader.until("events")["head"] < answer["seq"]:
        pass
    return time.monotonic() - began


def resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def is_cut(line: socket.socket) -> bool:
    """Read what was under way until the end; where the server has not let go of it, this fails after a silence."""
    line.settimeout(20)
    with line, contextlib.suppress(ConnectionResetError):
        while line.recv(1 << 16):
            pass
    return True
