"""Wagtail's background tasks, done by the relay: a row in the same transaction, run by the clock soon after."""

import logging
from datetime import timedelta
from hashlib import sha256
from json import dumps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.timezone import now
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from django_tasks.utils import get_random_id, normalize_json

from .models import BackgroundTask

logger = logging.getLogger(__name__)

EVERY = timedelta(seconds=3)
BATCH = 100
TRIES = 8


class OutboxBackend(BaseTaskBackend):
    """Keeps what is enqueued as rows, so that a rollback takes them along and a crash loses none."""

    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task, args: list | tuple, kwargs: dict[str, Any]) -> TaskResult:
        """Write the call down, unless the same one waits already."""
        self.validate_task(task)
        moment = now()
        result = TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=moment,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=normalize_json(list(args)),
            kwargs=normalize_json(dict(kwargs)),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        row = BackgroundTask(
            path=task.module_path, args=result.args, kwargs=result.kwargs, due_at=task.run_after or moment
        )
        row.fingerprint = sha256(dumps([row.path, row.args, row.kwargs], sort_keys=True).encode()).hexdigest()
        BackgroundTask.objects.bulk_create([row], ignore_conflicts=True)
        return result


def run_waiting() -> None:
    """A clock job: run what is due, each call in a transaction of its own."""
    due = BackgroundTask.objects.filter(due_at__lte=now(), attempts__lt=TRIES).order_by("id")
    for pk in list(due.values_list("pk", flat=True)[:BATCH]):
        try:
            _run(pk)
        except Exception as error:
            logger.exception("background task %s failed", pk)
            _put_off(pk, error)


@transaction.atomic
def _run(pk: int) -> None:
    # The row goes first: whoever enqueues the same call meanwhile waits for this transaction, and is not swallowed.
    row = BackgroundTask.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        return
    row.delete()
    try:
        with transaction.atomic():
            import_string(row.path).call(*row.args, **row.kwargs)
    except ObjectDoesNotExist:
        # Its object went away in the meantime, and with it the work.
        return


def _put_off(pk: int, error: Exception) -> None:
    for row in BackgroundTask.objects.filter(pk=pk):
        row.attempts += 1
        row.due_at = now() + timedelta(seconds=2**row.attempts)
        row.last_error = f"{type(error).__name__}: {error}"[:300]
        row.save(update_fields=["attempts", "due_at", "last_error"])
