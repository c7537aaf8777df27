"""The relay: hands deliveries to their sinks, and runs the clock. A thread of the server, or a process of its own."""

import logging
import random
import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby

from django.db import close_old_connections, connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import now

from . import outbox
from .models import Clock, Delivery
from .prepared import Prepared

logger = logging.getLogger(__name__)

BATCH = 200
LEASE = timedelta(seconds=60)
TRIES = 8
LOOK_EVERY = 1.0
# What happens within this time is handed over together: ten lines of chat cost little more than one.
GATHER_SECONDS = 0.1
CLAIM_LOCK = 0x1A7E  # Any number of our own: PostgreSQL's advisory lock around a claim.


def claim(limit: int = BATCH) -> list[Delivery]:
    """Take up to `limit` due deliveries for a minute. One whose forerunner is still waiting elsewhere stays behind."""
    moment = now()
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # Claims are made one at a time, else two relays could take two deliveries of one subject side by side.
            connection.cursor().execute("SELECT pg_advisory_xact_lock(%s)", [CLAIM_LOCK])
        deliveries = _due(limit, moment=moment)
        Delivery.objects.filter(pk__in=[d.pk for d in deliveries]).update(leased_until=moment + LEASE)
    return deliveries


def _due_at(limit: int, moment: datetime) -> QuerySet[Delivery]:
    free = Q(leased_until__isnull=True) | Q(leased_until__lte=moment)
    forerunner = Delivery.objects.filter(
        Q(due_at__gt=moment) | Q(leased_until__gt=moment),
        sink=OuterRef("sink"),
        subject=OuterRef("subject"),
        id__lt=OuterRef("id"),
        state=Delivery.State.WAITING,
    )
    due = Delivery.objects.filter(free, ~Exists(forerunner), state=Delivery.State.WAITING, due_at__lte=moment)
    due = due.select_related("activity").order_by("id")[:limit]
    # Another relay takes what this one does not hold; SQLite, which has one relay, knows no such lock.
    return due.select_for_update(of=("self",), skip_locked=True) if connection.vendor == "postgresql" else due


_due: Prepared[Delivery] = Prepared(_due_at)


def hand_over(deliveries: Iterable[Delivery]) -> None:
    """Give each sink its deliveries as one batch; when that fails, one by one, so that one bad one harms no other."""
    ordered = sorted(deliveries, key=lambda delivery: (delivery.sink, delivery.pk))
    for name, group in groupby(ordered, key=lambda delivery: delivery.sink):
        batch = list(group)
        sink = outbox.sink_named(name)
        if sink is None:
            logger.error("no sink of this name in this process: %s", name)
            _put_off(batch, "no such sink")
        elif not _tried(sink, batch) and len(batch) > 1:
            for delivery in batch:
                _tried(sink, [delivery])


def _tried(sink: outbox.Sink, batch: list[Delivery]) -> bool:
    try:
        sink.deliver(batch)
    except Exception as error:
        if len(batch) == 1:
            logger.exception("sink %s failed on delivery %s", sink.name, batch[0].pk)
            _put_off(batch, f"{type(error).__name__}: {error}")
        return False
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in batch]).delete()
    return True


def _put_off(batch: list[Delivery], error: str) -> None:
    """Try again after 2, 4, 8 … seconds with jitter; after the last try park it, where an operator sees it."""
    for delivery in batch:
        attempts = delivery.attempts + 1
        pause = min(2**attempts, 3600) * random.uniform(0.75, 1.25)  # noqa: S311 - jitter, not a secret.
        Delivery.objects.filter(pk=delivery.pk).update(
            attempts=attempts,
            due_at=now() + timedelta(seconds=pause),
            leased_until=None,
            last_error=error[:300],
            state=Delivery.State.PARKED if attempts >= TRIES else Delivery.State.WAITING,
        )


def drain() -> int:
    """Hand over everything that is due now, and say how many deliveries that were."""
    count = 0
    while batch := claim():
        hand_over(batch)
        count += len(batch)
    return count


def run_clock() -> None:
    """Run each job of the clock that is due. Moving its row on first makes one process the one that runs it."""
    for job in outbox.clock_jobs():
        moment = now()
        _, made = Clock.objects.get_or_create(name=job.name, defaults={"due_at": moment + job.every})
        moved = Clock.objects.filter(name=job.name, due_at__lte=moment).update(due_at=moment + job.every)
        if made or moved:
            try:
                job.run()
            except Exception:
                logger.exception("clock job %s failed", job.name)


def run(stop: threading.Event) -> None:
    """Relay until `stop` is set. An error of the database is waited out, with the reason in the log."""
    while not stop.is_set():
        try:
            close_old_connections()
            run_clock()
            drain()
        except Exception:
            logger.exception("the relay could not do its round")
            stop.wait(LOOK_EVERY)
        if outbox.wait(LOOK_EVERY):
            stop.wait(GATHER_SECONDS)
