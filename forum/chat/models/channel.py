"""Channels: the streams of messages in a community, and who has read how far in each."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from communities.models import Audienced, Community

# The channel that every community has from the start.
FIRST = "general"


class Channel(Audienced):
    """A stream of messages in a community. For its members, unless its moderators opened it to the readers."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="channels")
    name = models.CharField(_("name"), max_length=40)
    slug = models.SlugField(max_length=50)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    is_private = models.BooleanField(default=False, editable=False, help_text=_("It has members of its own."))
    head = models.PositiveBigIntegerField(default=0, editable=False, help_text=_("The number of its last event."))
    message_count = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=now)
    last_message_at = models.DateTimeField(null=True, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="channel_slug_in_community")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("chat:channel", args=[self.community.slug, self.slug])

    @property
    def topic(self) -> str:
        """Its name on sockets and doorbells."""
        return f"channel:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Readable by the community's readers, and not its members alone."""
        return self.audience == self.community.readers_audience


class ChannelMemberQuerySet(models.QuerySet):
    """The people of private channels; rows are history."""

    def current(self) -> Self:
        """Those who are in it now. Whoever left the community reads nothing there, whatever stands here."""
        return self.filter(until__isnull=True)


class ChannelMember(models.Model):
    """One stretch of being in a private channel."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        MODERATOR = "moderator", _("Moderator")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="members", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="private_channels")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ChannelMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "user"], condition=models.Q(until__isnull=True), name="channel_member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in channel {self.channel_id}"

    @property
    def is_moderating(self) -> bool:
        return self.role == self.Role.MODERATOR


class ReadPosition(models.Model):
    """Up to where somebody has read a channel, as an event's number and as the number of its last message; and how
    much of it the person wants to hear."""

    class Level(models.TextChoices):
        ALL = "", _("Every message")
        MENTIONS = "mentions", _("Only when I am named")
        MUTED = "muted", _("Nothing")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="chat_positions", db_index=False
    )
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="positions")
    seq = models.PositiveBigIntegerField(default=0)
    number = models.PositiveIntegerField(default=0)
    level = models.CharField(max_length=8, choices=Level, blank=True, default=Level.ALL)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="chat_position_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in channel {self.channel_id}: {self.seq}"
