"""What pages and live items show of an urgent message: who was asked, who has seen it, whether it still asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from .models import Urgent, UrgentAsk

Person = tuple[int, str]


@dataclass(frozen=True)
class Asking:
    """An urgent message, the same for every reader."""

    done: Sequence[Person]
    waiting: Sequence[Person]
    ends_at: datetime
    is_over: bool

    @property
    def asked(self) -> int:
        return len(self.done) + len(self.waiting)

    @property
    def waits_for(self) -> frozenset[int]:
        """Those who may still acknowledge it."""
        return frozenset() if self.is_over else frozenset(pk for pk, _name in self.waiting)


def asking_of(messages: Iterable[int]) -> Mapping[int, Asking]:
    """Those of the messages that are urgent. One query, and a second one where there is any."""
    urgents = list(Urgent.objects.filter(message__in=list(messages)))
    if not urgents:
        return {}
    asks = UrgentAsk.objects.filter(urgent__in=urgents).order_by("acknowledged_at", "user__name")
    people: dict[int, tuple[list[Person], list[Person]]] = {urgent.pk: ([], []) for urgent in urgents}
    for urgent, user, name, at in asks.values_list("urgent", "user", "user__name", "acknowledged_at"):
        people[urgent][at is None].append((user, name))
    return {
        urgent.message_id: Asking(*people[urgent.pk], urgent.ends_at, urgent.ended_at is not None) for urgent in urgents
    }
