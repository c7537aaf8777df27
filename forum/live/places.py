"""Topics as a client names them, and as this process does."""

import re
from dataclasses import dataclass

from communities import topics

_ON_THE_WIRE = re.compile(r"([a-z]{1,20})(?::([1-9][0-9]{0,17}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """One live topic: its kind, its key, and what it is called on the wire and on the doorbell."""

    topic: topics.Topic
    key: int
    wire: str
    name: str


def place(wire: str, user_id: int) -> Place | None:
    """The place that this person means by `wire`: "channel:7", "thread:15" or "me". None when there is no such kind."""
    match = _ON_THE_WIRE.fullmatch(wire)
    topic = topics.topic(match[1]) if match else None
    if topic is None or topic.is_personal == bool(match[2]):
        return None
    key = user_id if topic.is_personal else int(match[2])
    return Place(topic, key, wire, f"{topic.kind}:{key}")
