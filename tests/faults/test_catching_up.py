"""Promise 4: after a cut, 500 missed lines are there at once."""

import time
from statistics import quantiles
from uuid import uuid4

import pytest

from forum.chat import actions
from tests.live.serving import session_of, tab

pytestmark = pytest.mark.promise(4)

MISSED = 500


def test_500_missed_lines_are_there_at_once(server, lasting_world, general, size, record_property):
    viewer = lasting_world.viewer("bo")
    for number in range(MISSED):
        actions.say(viewer=viewer, channel=general, source=f"Line {number}", client_id=uuid4())
    session = session_of(lasting_world.mem)
    usual = min(seconds_to_connect(server, lasting_world.mem, session) for _ in range(3))
    took = [caught_up(server, lasting_world.mem, session, general.topic) for _ in range(size(10, 200))]
    p95 = quantiles(took, n=20)[-1]
    record_property("times", len(took))
    record_property("p95", f"{p95:.2f} s")
    # In the short form other tests run beside it.
    assert p95 <= size(2.5 + 10 * usual, 0.5)


def seconds_to_connect(server, person, session):
    began = time.monotonic()
    with tab(server, person, session=session):
        return time.monotonic() - began


def caught_up(server, person, session, topic):
    """Seconds from connecting again until every missed line has come."""
    began = time.monotonic()
    with tab(server, person, session=session) as there:
        items = there.open(topic)["items"]
        while len(items) < MISSED:
            there.send(op="sync", topic=topic, after=items[-1]["seq"])
            items += there.until("events")["items"]
        took = time.monotonic() - began
    assert [item["seq"] for item in items] == list(range(1, MISSED + 1))
    return took
