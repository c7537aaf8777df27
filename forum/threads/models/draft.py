"""What somebody is writing: one draft for each place of each person, kept until it is posted."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """An unfinished text. `sequence` grows with each save, so that a second tab cannot overwrite what it never saw."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=60, help_text=_("thread-12, new-7 (community) or post-99 (an edit)."))
    title = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, blank=True)
    tags = models.CharField(max_length=250, blank=True)
    source = models.TextField(max_length=20_000, blank=True)
    sequence = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "place"], name="draft_once")]

    def __str__(self) -> str:
        return f"draft of {self.user_id} for {self.place}"
