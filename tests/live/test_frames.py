"""What goes out on a socket: complete frames, never larger than promised."""

import json

import pytest
from websockets.frames import Opcode
from websockets.protocol import CLIENT, Protocol, State

from forum.live.frames import MAX_BYTES, frame, page

pytestmark = pytest.mark.plain


def read_by_a_client(wire: bytes) -> dict:
    client = Protocol(CLIENT, state=State.OPEN)
    client.receive_data(wire)
    (received,) = client.events_received()
    assert received.opcode is Opcode.TEXT
    assert received.fin
    return json.loads(received.data)


@pytest.mark.parametrize("size", [1, 125, 126, 65_535, 65_536, 200_000])
def test_a_client_reads_what_was_meant_at_every_length(size):
    message = {"ev": "x", "text": "é" * (size // 2)}
    assert read_by_a_client(frame(message).wire) == message == json.loads(frame(message).text)


def test_a_page_holds_as_many_items_as_fit_into_a_frame():
    items = [{"seq": seq, "html": "ß" * 15_000} for seq in range(1, 11)]
    first, fitting = page("events", "channel:1", items)
    assert 0 < fitting < 10
    assert len(first.wire) <= MAX_BYTES
    assert read_by_a_client(first.wire) == {
        "ev": "events",
        "topic": "channel:1",
        "head": fitting,
        "items": items[:fitting],
    }


def test_a_page_may_be_empty():
    assert page("opened", "me", [], 7)[0].text == '{"ev":"opened","topic":"me","head":7,"items":[]}'
