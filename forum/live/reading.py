"""What is read for one person who asks about one topic, on the socket and over HTTP alike."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from communities.refusal import Refused
from communities.topics import Item
from communities.viewer import Viewer

from .places import Place

PAGE = 100
MOST_BEHIND = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """The events after a number, one page of them, and how far the topic was when they were read."""

    after: int
    head: int
    items: list[Item]

    @property
    def is_hopeless(self) -> bool:
        """So far behind, or from another history altogether, that loading the page anew is the better way."""
        return self.head - self.after > MOST_BEHIND or self.after > self.head

    @property
    def is_whole(self) -> bool:
        """Nothing follows on another page."""
        return len(self.items) < PAGE

    @property
    def end(self) -> int:
        """Up to where everything has been read or can be asked for."""
        return max(self.head, self.items[-1]["seq"] if self.items else 0)


def unknown_topic() -> Refused:
    """The one answer for a topic that is not there and for one that this person may not read."""
    return Refused("unknown_topic", _("There is no such topic, or it is not open to you."), status=404)


def read_since(viewer: Viewer, place: Place, after: int) -> Reading:
    """One page of `place` after number `after`. Raises Refused when the viewer may not read it."""
    if place.topic.audience_of(viewer, place.key) is None:
        raise unknown_topic()
    head = place.topic.heads([place.key]).get(place.key, 0)
    return Reading(after, head, place.topic.items(place.key, after, PAGE))
