"""How an index hears of what happened: a sink of the outbox for each. And what goes with a person who goes."""

from collections.abc import Callable, Sequence

from django.db.models import Q
from django.utils.timezone import now

from communities.models import Delivery

from . import alerts, index, recents
from .documents import Key, sources
from .engines import engines
from .engines.base import Engine, Unavailable


class SearchSink:
    """Brings documents up to date. What it does depends on the database as it is, so doing it again changes nothing."""

    def __init__(self, name: str, engine: Callable[[], Engine]) -> None:
        self.name = name
        self.engine = engine

    def wants(self, kind: str) -> bool:
        return kind == "reach.changed" or any(kind in source.activities for source in sources())

    def deliver(self, batch: Sequence[Delivery]) -> None:
        keys: set[Key] = set()
        audiences: set[str] = set()
        for delivery in batch:
            activity = delivery.activity
            if activity.kind == "reach.changed":
                audiences.update(activity.payload.get("audiences", ()))
            for source in sources():
                if activity.kind in source.activities:
                    keys.update((source.kind, key) for key in source.touched(activity))
        index.refresh(keys, self.engine())
        index.restamp(sorted(audiences), self.engine())
        if self.engine() is engines()[0]:
            alerts.note_arrivals(delivery.activity for delivery in batch)


class Forgetting:
    """Recent searches go with the account of their person."""

    name = "search-forgetting"

    def wants(self, kind: str) -> bool:
        return kind == "person.deactivated"

    def deliver(self, batch: Sequence[Delivery]) -> None:
        for delivery in batch:
            recents.forget(delivery.activity.subject_id)


def catch_up(engine: Engine) -> None:
    """Hand over now what failed while the index could not be reached, parked or not. A job of the clock."""
    late = Delivery.objects.filter(sink=engine.sink, last_error__startswith=Unavailable.__name__)
    late = late.filter(Q(state=Delivery.State.PARKED) | Q(due_at__gt=now()))
    if late.exists() and engine.is_sound():
        late.update(state=Delivery.State.WAITING, due_at=now(), attempts=0)
