"""Where documents stand in an index when nothing else orders them: what is most likely wanted stands first."""

from datetime import UTC, datetime

from ..documents import Document

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_TIME_BITS = 34


def prominence(document: Document) -> int:
    """A negative number, lower for what is more prominent: what stands for itself (places, people, papers) before what
    belongs to a group (posts, messages), and then the newer before the older."""
    seconds = min(max(int((document.at - _EPOCH).total_seconds()), 0), (1 << _TIME_BITS) - 1)
    return -((0 if document.group else 1 << _TIME_BITS) + seconds) - 1
