"""One open socket: its way out, its seat, and the places it follows."""

from .frames import Frame
from .places import Place
from .seats import Seat
from .transport import Line

SIGNED_OUT = 4401
TOO_SLOW = 4408
RESTART = 1012

MAX_PLACES = 64


class Socket:
    """One browser tab (or one script) on the line."""

    __slots__ = ("line", "places", "seat")

    def __init__(self, line: Line, seat: Seat) -> None:
        self.line = line
        self.seat = seat
        self.places: set[Place] = set()

    def write(self, frame: Frame) -> None:
        """Send one frame; a client that is too far behind is dropped instead, and resumes."""
        if not self.line.write(frame):
            self.drop_as_too_slow()

    def drop_as_too_slow(self) -> None:
        self.line.close(TOO_SLOW)
