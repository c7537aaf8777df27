"""Queries whose good results an editor has named: by them a change of guidance is tried before it is saved."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now


class JudgedQuery(models.Model):
    """A query as people type it."""

    text = models.CharField(max_length=200, unique=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["text"]
        verbose_name_plural = "judged queries"

    def __str__(self) -> str:
        return self.text


class Judgement(models.Model):
    """One result that answers a judged query well."""

    query = models.ForeignKey(JudgedQuery, on_delete=models.CASCADE, related_name="good")
    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["query", "kind", "key"], name="judged_once")]

    def __str__(self) -> str:
        return f"{self.query_id}: {self.kind} {self.key}"
