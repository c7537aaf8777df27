"""Urgent messages: who is asked to acknowledge one, and who has."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from .message import Message


class Urgent(models.Model):
    """That a message asks people to acknowledge it: until they have, its sender ends it, or its time is over."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="urgent")
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    rung_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["rung_at"], condition=models.Q(ended_at__isnull=True), name="chat_urgent_running")
        ]

    def __str__(self) -> str:
        return f"urgent message {self.message_id}"


class UrgentAsk(models.Model):
    """One person who is asked."""

    urgent = models.ForeignKey(Urgent, on_delete=models.CASCADE, related_name="asks", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["urgent", "user"], name="chat_urgent_asks_once")]

    def __str__(self) -> str:
        return f"{self.user_id} asked by {self.urgent_id}"
