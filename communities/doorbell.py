"""The doorbell: a bare "look again" for live topics, rung after the commit. No content passes here.

A ring may get lost or come twice and does no harm: whoever listens reads the rows themselves, looks at the heads in
the database every few seconds, and at everybody's rights every half minute.
"""

from collections.abc import Callable
from functools import partial

from django.db import transaction

Ringer = Callable[[str, int], None]

# Nobody opens this topic. Its "head" is the id of a person whose rights may have shrunk; 0 means anybody's.
ACCESS = "access"
# As the "head" of any other topic: its audience may have shrunk.
NARROWED = -1

_ringers: list[Ringer] = []


def register_ringer(ringer: Ringer) -> None:
    """Have `ringer(topic, head)` called at each ring, on the thread that committed: it must neither block nor raise."""
    if ringer not in _ringers:
        _ringers.append(ringer)


def ring(topic: str, head: int) -> None:
    """Say, once the present transaction has been committed, that `topic` (like "channel:7") has come to `head`."""
    transaction.on_commit(partial(_ring, topic, head), robust=True)


def narrow(topic: str) -> None:
    """Say, once committed, that fewer people may read `topic` than before: hidden, moved, closed."""
    ring(topic, NARROWED)


def recheck(user_id: int | None = None) -> None:
    """Say, once committed, that this person (or, without an id, anybody) may have lost a right or a session."""
    ring(ACCESS, user_id or 0)


def _ring(topic: str, head: int) -> None:
    for ringer in _ringers:
        ringer(topic, head)
