"""Who is in a channel at this moment, and what each person shows of that. None of it is kept as a record."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .channel import Channel

# An open page says every half minute that somebody is there; after this it is believed gone.
LASTS = timedelta(seconds=75)


class Room(models.Model):
    """The version of what a channel's open pages show beside the log: its readers, who is here, who types."""

    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, primary_key=True)
    head = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"room {self.channel_id}, version {self.head}"


class PresenceQuerySet(models.QuerySet):
    """Presences, as of now."""

    def here(self) -> Self:
        """Of those who were heard of lately."""
        return self.filter(seen_at__gt=now() - LASTS)

    def lapsed(self) -> Self:
        """Of those who went without a word."""
        return self.filter(seen_at__lte=now() - LASTS)


class Presence(models.Model):
    """That somebody has a channel open and lets the others see it."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="presences", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(default=now)
    is_shown = models.BooleanField(default=True, help_text=_("False for somebody who only shows that they write."))
    typing_until = models.DateTimeField(null=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "user"], name="chat_presence_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in channel {self.channel_id}"


class Habits(models.Model):
    """What somebody lets others see in chat; without a row, all of it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="chat_habits"
    )
    shows_presence = models.BooleanField(_("Others see when I have a channel open"), default=True)
    shows_typing = models.BooleanField(_("Others see when I am writing"), default=True)

    def __str__(self) -> str:
        return f"habits of {self.user_id}"
