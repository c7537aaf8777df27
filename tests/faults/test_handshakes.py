"""Promise 9: what is no handshake and no frame is answered or dropped, and whoever sits beside it notices nothing."""

import socket
from contextlib import suppress

import pytest

from tests.live.serving import session_of, tab

pytestmark = pytest.mark.promise(9)

GOOD = {
    "Host": "127.0.0.1:{port}",
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    "Sec-WebSocket-Version": "13",
    "Cookie": "sessionid={session}",
}
BROKEN = {
    "no key": GOOD | {"Sec-WebSocket-Key": None},
    "a key that is none": GOOD | {"Sec-WebSocket-Key": "AAAA"},
    "an old version": GOOD | {"Sec-WebSocket-Version": "7"},
    "a version that is no number": GOOD | {"Sec-WebSocket-Version": "thirteen"},
    "no host": GOOD | {"Host": None},
    "a foreign origin": GOOD | {"Origin": "https://evil.example"},
    "an origin that is none": GOOD | {"Origin": "null"},
    "another page of this machine": GOOD | {"Origin": "http://127.0.0.1:1"},
    "nobody's session": GOOD | {"Cookie": "sessionid=nonsense"},
    "no session": GOOD | {"Cookie": None},
    "a cookie that is none": GOOD | {"Cookie": "\x7f=;;;=" + "=" * 4_000},
}
# Each as it stands on the wire (RFC 6455, section 5.2), masked with zeros where it is masked.
FRAMES = {
    "not masked": b"\x81\x02{}",
    "a reserved bit": b"\xc1\x82\0\0\0\0{}",
    "an unknown opcode": b"\x83\x82\0\0\0\0{}",
    "a ping of 126 bytes": b"\x89\xfe\x00\x7e\0\0\0\0" + b"x" * 126,
    "a ping in two parts": b"\x09\x82\0\0\0\0{}",
    "a continuation of nothing": b"\x80\x82\0\0\0\0{}",
    "a length of 2**63": b"\x81\xff\x80\0\0\0\0\0\0\0\0\0\0\0",
    "a length of a gigabyte": b"\x81\xff\0\0\0\0\x40\0\0\0\0\0\0\0",
    "invalid UTF-8": b"\x81\x82\0\0\0\0\xc3\x28",
    "half a surrogate": b"\x81\x83\0\0\0\0\xed\xa0\x80",
    "a close of one byte": b"\x88\x81\0\0\0\0x",
    "a close with a code that nobody may send": b"\x88\x82\0\0\0\0\x03\xed",
    "200 KiB of [": b"\x81\xff\0\0\0\0\0\x03\x20\0\0\0\0\0" + b"[" * 200 * 1024,
}


def head(fields, port, session):
    lines = [f"{name}: {value}" for name, value in fields.items() if value is not None]
    return "\r\n".join(["GET /live/ HTTP/1.1", *lines, "", ""]).format(port=port, session=session).encode("latin1")


def answer_to(server, *parts):
    """What comes back until the server closes."""
    heard = b""
    with socket.create_connection(("127.0.0.1", server.port), 10) as line:
        for part in parts:
            line.sendall(part)
            if part is not parts[-1]:
                heard += line.recv(4096)
        with suppress(ConnectionResetError):
            while not heard.startswith(b"HTTP/1.1 4") and (more := line.recv(4096)):
                heard += more
    return heard


def test_a_broken_handshake_is_refused_and_nobody_beside_notices(server, lasting_world):
    session = session_of(lasting_world.mem)
    with tab(server, lasting_world.bo) as beside:
        for name, fields in BROKEN.items():
            heard = answer_to(server, head(fields, server.port, session))
            assert heard.startswith(b"HTTP/1.1 4") or not heard, (name, heard)
            beside.send(op="ping")
            assert beside.until("pong"), name


def test_a_broken_frame_closes_its_own_socket_and_nobody_beside_notices(server, lasting_world):
    session = session_of(lasting_world.mem)
    with tab(server, lasting_world.bo) as beside:
        for name, frame in FRAMES.items():
            heard = answer_to(server, head(GOOD, server.port, session), frame)
            assert heard.startswith(b"HTTP/1.1 101"), (name, heard)
            beside.send(op="ping")
            assert beside.until("pong"), name
