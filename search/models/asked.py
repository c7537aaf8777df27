"""What people asked, so kept that nobody can be told by it: keyed hashes until enough people asked the same."""

from django.db import models

from communities.models import Agency

HASH = 32


class Asked(models.Model):
    """That somebody asked something on a day. `query` and `who` are keyed hashes, and `who` is another one for each
    query: what one person asks cannot be put together, and neither text nor person can be read from a row."""

    query = models.CharField(max_length=HASH)
    who = models.CharField(max_length=HASH)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    day = models.DateField(db_index=True)
    is_found = models.BooleanField(default=False)
    is_opened = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "asked"
        constraints = [models.UniqueConstraint(fields=["query", "who", "day"], name="asked_once_a_day")]

    def __str__(self) -> str:
        return f"{self.query} on {self.day}"


class Said(models.Model):
    """The text of a query, written down once so many people of so many agencies asked it that it tells of nobody."""

    query = models.CharField(max_length=HASH, unique=True)
    text = models.CharField(max_length=100)

    class Meta:
        verbose_name_plural = "said"

    def __str__(self) -> str:
        return self.text
