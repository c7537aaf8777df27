"""How often something was done lately: what a limit counts, in the database, so that it holds across processes."""

from django.db import models


class Allowance(models.Model):
    """What was spent of one limit since its time began; the key names the limit and whom it counts, never in clear."""

    key = models.CharField(max_length=80, unique=True)
    spent = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.spent}"
