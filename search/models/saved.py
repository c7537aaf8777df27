"""Searches that people keep under a name, and what waits to be told of them."""

from __future__ import annotations

from typing import Self
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from communities.models import Activity
from communities.viewer import Viewer

MOST = 50  # Of each person.


class SavedQuerySet(models.QuerySet):
    """Saved searches of one person."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of `viewer`; nobody sees another one's."""
        return self.filter(user=viewer.id)


class SavedSearch(models.Model):
    """A search under a name, its person's own. What it finds is asked anew each time, as that person then may read."""

    class Alert(models.TextChoices):
        NEVER = "never", _("Tell me nothing")
        AT_ONCE = "at-once", _("Tell me at once")
        DAILY = "daily", _("Tell me once a day, in the morning")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=80)
    text = models.CharField(max_length=1000)
    tab = models.CharField(max_length=20, blank=True)
    alert = models.CharField(max_length=8, choices=Alert, default=Alert.NEVER)
    needs = models.JSONField(default=list, help_text=_("What each thing has that it finds; see `alerts.needs_of`."))
    created_at = models.DateTimeField(default=now)

    objects = SavedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "saved searches"
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="saved_search_name_once")]
        indexes = [models.Index(fields=["alert"], condition=~models.Q(alert="never"), name="saved_search_alerting")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of what it finds now."""
        asked = {"q": self.text} | ({"tab": self.tab} if self.tab else {})
        return f"{reverse('search:results')}?{urlencode(asked)}"


class Arrival(models.Model):
    """That something is new in the index, and no saved search was asked for it yet."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"arrival by {self.activity_id}"


class Candidate(models.Model):
    """A new thing that a saved search may find; whether it does is asked as its person when it is due."""

    saved = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="candidates", db_index=False)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    due_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["saved", "kind", "key"], name="candidate_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} for {self.saved_id}"
