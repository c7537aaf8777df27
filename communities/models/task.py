"""Work that Wagtail puts off: a row until the relay has done it."""

from django.db import models
from django.utils.timezone import now


class BackgroundTask(models.Model):
    """One call of a function by its path. The same call, asked for again before it ran, is still one row."""

    path = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, unique=True)
    due_at = models.DateTimeField(default=now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.path
