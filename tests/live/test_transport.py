"""Frames go straight to the system: as much as it takes, without waiting, and never to a line that is closed."""

import socket

import pytest

from forum.live.transport import send_at_once


def test_what_fits_is_sent_and_a_full_line_takes_nothing():
    near, far = socket.socketpair()
    with near, far:
        assert send_at_once(near.fileno(), b"a line") == 6
        assert far.recv(100) == b"a line"
        while send_at_once(near.fileno(), bytes(65_536)):
            pass
        assert send_at_once(near.fileno(), b"more") == 0


def test_a_closed_line_is_an_error_and_nothing_else():
    near, far = socket.socketpair()
    far.close()
    with pytest.raises(BrokenPipeError):
        send_at_once(near.fileno(), b"nobody reads this")
    near.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        send_at_once(near.fileno(), b"nor this")
