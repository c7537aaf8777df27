"""The latest searches of a person, for that person's own box and nobody else, and whether they are kept at all."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

KEPT = 20  # Of each person.
LONGEST = 200  # Characters; what is longer is a text to look for, not one to pick again.


class Recent(models.Model):
    """One of a person's latest searches. There are KEPT slots: a new search takes the one that waited longest."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    slot = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=LONGEST)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "slot"], name="search_recent_slot")]

    def __str__(self) -> str:
        return f"slot {self.slot} of {self.user_id}"


class Habits(models.Model):
    """How somebody searches; without a row, recent searches are kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="search_habits"
    )
    keeps_recent = models.BooleanField(_("Keep my recent searches"), default=True)

    def __str__(self) -> str:
        return f"habits of {self.user_id}"
