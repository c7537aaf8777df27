"""How the index hears of what happened: a sink of the outbox."""

from collections.abc import Sequence

from communities.models import Delivery

from . import index
from .documents import Key, sources
from .gate import SINK


class SearchSink:
    """Brings documents up to date. What it does depends on the database as it is, so doing it again changes nothing."""

    name = SINK

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
        index.refresh(keys)
        index.restamp(sorted(audiences))
