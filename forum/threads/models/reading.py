"""How far a person has read: one number a thread, and one time a community."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from communities.models import Community

from .thread import Thread


class ReadPosition(models.Model):
    """The highest number that a person has read in a thread."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    set_back_at = models.DateTimeField(
        null=True, blank=True, help_text=_("When the person marked posts as unread, however old they are.")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "thread"], name="read_position_once")]
        indexes = [
            models.Index(fields=["user"], condition=models.Q(set_back_at__isnull=False), name="read_position_set_back")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.number} of thread {self.thread_id}"


class CommunityMark(models.Model):
    """What a community had before `at` is not new to a person, unless it was opened and went on."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "community"], name="community_mark_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in community {self.community_id}"
