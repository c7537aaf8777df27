"""Where documents stand in an index when nothing else orders them: what is most likely wanted stands first."""

from collections.abc import Sequence
from datetime import UTC, datetime

from ..documents import Document
from ..lang.dates import Span

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIME_BITS = 34
_LATEST = (1 << _TIME_BITS) - 1


def prominence(document: Document) -> int:
    """A negative number, lower for what is more prominent: what stands for itself (places, people, papers) before what
    belongs to a group (posts, messages), and then the newer before the older."""
    return -((0 if document.group else 1 << _TIME_BITS) + _seconds(document.at)) - 1


def moment(place: int) -> int:
    """The seconds since 1970 that a place tells."""
    return (-place - 1) & _LATEST


def places_of(span: Span) -> Sequence[tuple[int, int]]:
    """The places of what was written in `span`, as ranges with both ends."""
    first, last = _seconds(span.start), _seconds(span.end) - 1
    return [(-(base + last) - 1, -(base + first) - 1) for base in (0, 1 << _TIME_BITS)]


def _seconds(at: datetime) -> int:
    return min(max(int((at - _EPOCH).total_seconds()), 0), _LATEST)
