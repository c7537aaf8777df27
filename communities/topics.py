"""The registry of live topics: what a browser can open on its socket. Upper apps fill it, `forum/live` reads it.

An app writes one small class for each kind of topic it has and registers an instance in its `AppConfig.ready()`:

    class ThreadTopic:
        kind = "thread"                     # the wire says "thread:15"
        is_personal = False
        is_state = False
        operations = {"seen": Operation(Seen, note_seen)}

        def audience_of(self, viewer, key): …    # the audience of thread 15 if `viewer` may read it, else None
        def heads(self, keys): …                 # {15: 41}, one query for all keys; unknown keys are left out
        def items(self, key, after, limit): …    # events 42, 43, … in order, each a JSON-ready dict with "seq"

    register_topic(ThreadTopic())

**The same for all.** `items` is read once and the same frame goes to every reader: it holds nothing that depends
on who reads, and nothing that somebody within the topic's audience may not see. Numbers of a topic are gap-free
and in commit order: take the next one under a lock on the topic's own row, in the transaction of the event.
In that transaction call `doorbell.ring("thread:15", head)`, and `doorbell.narrow("thread:15")` when an act leaves
fewer people who may read it (hide, move): whoever may not any more is told "withdrawn" and hears nothing after.

**State topics** (`is_state = True`: `me`, `room`) keep no events. Their items are the whole small state, as one item
`{"seq": version, "kind": "state", …}`, whatever `after` was; the head is a version that grows with each change. What
changes within a fifth of a second is told once.

**Personal topics** (`is_personal = True`; there is one, `me`) have the id of a person as their key and no key on the
wire: the wire says `me`, the doorbell is `doorbell.ring("me:7", version)`. Its `audience_of(viewer, key)` answers
`audience.person(key)` only when `viewer.id == key`.

**Operations** are what a client may ask beyond open, close, sync and ping. The schema is a frozen dataclass whose
fields are checked by type (`int`, `str`, `bool`, `UUID`, each possibly `| None` with a default); more checks stand in
its `__post_init__`, which raises `Refused`. `run(viewer, key, request)` calls one action and answers what the
acknowledgement says beside `topic` and `client_id`; Refused, PermissionDenied, ValidationError and Http404
become a `refused` frame.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from .viewer import Viewer

Item = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """One thing a client may ask of a topic: the shape of the question, and what to do."""

    schema: type
    run: Callable[[Viewer, int, Any], Mapping[str, Any] | None]


class Topic(Protocol):
    """One kind of live topic. Called from a pool of threads; every method may query."""

    kind: str
    is_personal: bool
    is_state: bool
    operations: Mapping[str, Operation]

    def audience_of(self, viewer: Viewer, key: int) -> str | None:
        """The audience of the topic if `viewer` may read it now; None when it is unknown or not theirs."""
        ...

    def heads(self, keys: Iterable[int]) -> dict[int, int]:
        """The number of the last event of each known topic."""
        ...

    def items(self, key: int, after: int, limit: int) -> list[Item]:
        """At most `limit` events after number `after`, in order, each with its `seq`."""
        ...


_topics: dict[str, Topic] = {}


def register_topic(topic: Topic) -> None:
    """Make `topic` known by its kind; the last registration of a kind counts."""
    _topics[topic.kind] = topic


def topic(kind: str) -> Topic | None:
    """The topic of this kind, or None."""
    return _topics.get(kind)


def kinds() -> list[str]:
    """All kinds known, for tests that walk through every one."""
    return sorted(_topics)
