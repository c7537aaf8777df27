"""Named conversations beside the stream of a channel: each begins at a message and has its own unread state."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .channel import Channel


class Conversation(models.Model):
    """Replies to one message that would be in everybody's way. Its messages are of the channel and read by the same."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="conversations")
    root = models.OneToOneField("chat.Message", on_delete=models.PROTECT, related_name="began")
    name = models.CharField(_("name"), max_length=80)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    message_count = models.PositiveIntegerField(default=0, editable=False)
    last_message_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        channel = self.channel
        return reverse("chat:conversation", args=[channel.community.slug, channel.slug, self.pk])


class ConversationPosition(models.Model):
    """Up to where somebody who takes part has read a conversation, as an event's number and as how many messages."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="positions")
    seq = models.PositiveBigIntegerField(default=0)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "conversation"], name="chat_conversation_position_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in conversation {self.conversation_id}: {self.number}"
