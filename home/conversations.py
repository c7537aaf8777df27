"""What the front door, front pages and papers show of threads. The app above fills it in at start-up.

Rows are what `components/thread_row.jinja` asks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from communities.models import BasePage, Community
from communities.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Discussion:
    """The thread in which a paper is discussed; or with no posts, the address where one is started."""

    url: str
    posts: int


@dataclass(frozen=True, slots=True)
class CatchUp:
    """What is new to somebody: the first rows, and how much there is in all."""

    rows: Sequence[Any] = ()
    threads: int = 0
    posts: int = 0
    mentions: int = 0
    url: str = ""


class Conversations(Protocol):
    """What threads know. Each answers with a bounded number of queries, for this viewer only."""

    def catch_up(self, viewer: Viewer, limit: int) -> CatchUp:
        """Threads with something new to the viewer, the most urgent first."""

    def newest(self, viewer: Viewer, limit: int, community: Community | None = None) -> Sequence[Any]:
        """The threads with the latest posts that the viewer may read, anywhere or in one community."""

    def discussion(self, viewer: Viewer, paper: BasePage) -> Discussion | None:
        """Where `paper` is discussed, None where the viewer can neither read nor start that."""


class Silence:
    """A site without threads."""

    def catch_up(self, viewer: Viewer, limit: int) -> CatchUp:
        """Nothing."""
        return CatchUp()

    def newest(self, viewer: Viewer, limit: int, community: Community | None = None) -> Sequence[Any]:
        """None."""
        return ()

    def discussion(self, viewer: Viewer, paper: BasePage) -> Discussion | None:
        """None."""
        return None


_known: list[Conversations] = [Silence()]


def register_conversations(conversations: Conversations) -> None:
    """Give the pages of this app something to show of threads."""
    _known[0] = conversations


def conversations() -> Conversations:
    """What was registered."""
    return _known[0]
