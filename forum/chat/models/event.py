"""The event log of a channel, which live pages replay, and the threads that were made of messages."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from communities.audience import readers
from forum.threads.models import Thread

from .channel import Channel
from .message import Message


class Transcript(models.Model):
    """Messages that were made into a thread."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="transcripts")
    thread = models.OneToOneField(Thread, on_delete=models.PROTECT, related_name="transcript")
    messages = models.ManyToManyField(Message, related_name="transcripts")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"thread {self.thread_id} from channel {self.channel_id}"

    def is_told_to(self, channel: Channel) -> bool:
        """Whether all readers of `channel` may read the thread: it may have been hidden or moved since."""
        return self.thread.audience in {channel.audience, readers(channel.community_id)}


class ChannelEvent(models.Model):
    """One step of a channel, numbered without a gap in the order of commits. It keeps ids, never text."""

    class Kind(models.TextChoices):
        MESSAGE = "message", _("Said")
        EDIT = "edit", _("Edited")
        REMOVE = "remove", _("Removed")
        REACTION = "reaction", _("Reacted to")
        URGENT = "urgent", _("Acknowledgements")
        CONVERSATION = "branch", _("A conversation began")
        TRANSCRIPT = "transcript", _("Made into a thread")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="events", db_index=False)
    transcript = models.ForeignKey(
        Transcript, null=True, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "seq"], name="event_seq_in_channel")]

    def __str__(self) -> str:
        return f"{self.kind} {self.seq} in channel {self.channel_id}"
