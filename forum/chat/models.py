"""Channels and what is said in them, as rows: the event log that live pages replay, and where each reader is."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from communities.audience import readers
from communities.models import Audienced, Community, reached
from communities.viewer import Viewer
from forum.markup import trusted
from forum.threads.models import Thread

MAX_LENGTH = 4_000
# The channel that every community has from the start.
FIRST = "general"


class Channel(Audienced):
    """A stream of messages in a community. For its members, unless its moderators opened it to the readers."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="channels")
    name = models.CharField(_("name"), max_length=40)
    slug = models.SlugField(max_length=50)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
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


class MessageQuerySet(models.QuerySet):
    """Messages, by who may read them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """What stands in a channel that `viewer` may read, and was not removed."""
        return self.filter(reached(viewer, models.OuterRef("channel__audience")), removed_at__isnull=True)

    def with_author(self) -> Self:
        """Joined with all that a line of the log shows."""
        return self.select_related("author", "reply_to__author")


class Message(models.Model):
    """One line of chat. Its text is what it is now; earlier wordings are revisions, and a removed one keeps its text
    for the records office only."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="messages", db_index=False)
    seq = models.PositiveBigIntegerField(help_text=_("The number of the event that brought it."))
    number = models.PositiveIntegerField(help_text=_("It is the n-th message of its channel: what unread counts need."))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages", db_index=False
    )
    client_id = models.UUIDField(help_text=_("Made by the writer's browser: sent twice, said once."))
    reply_to = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replies")
    source = models.TextField(max_length=MAX_LENGTH)
    html = models.TextField()
    html_version = models.PositiveSmallIntegerField()
    agency_name = models.CharField(max_length=120, blank=True)
    agency_type = models.CharField(max_length=10, blank=True)
    author_title = models.CharField(max_length=120, blank=True)
    guest_until = models.DateTimeField(null=True)
    at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="removed_messages"
    )
    removal_reason = models.CharField(max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "seq"], name="message_seq_in_channel"),
            models.UniqueConstraint(fields=["author", "client_id"], name="message_said_once"),
        ]
        indexes = [
            models.Index(fields=["channel", "number"], name="message_by_number"),
            models.Index(fields=["channel", "at"], name="message_by_time"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} in channel {self.channel_id}"

    def get_absolute_url(self) -> str:
        channel = self.channel
        return reverse("chat:message", args=[channel.community.slug, channel.slug, self.pk])

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def is_guest(self) -> bool:
        return self.agency_type == "guest"

    @property
    def body(self) -> SafeString:
        """Its text for a page."""
        return trusted(self.html)


class MessageRevision(models.Model):
    """A wording that a message had before an edit."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="revisions")
    source = models.TextField(max_length=MAX_LENGTH)
    replaced_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"earlier wording of message {self.message_id}"


class Mention(models.Model):
    """That a message names a person, so that mentions can be counted apart."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="chat_mentions", db_index=False
    )
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(help_text=_("The message's number, copied for counting."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="chat_mention_once")]
        indexes = [models.Index(fields=["user", "channel", "number"], name="chat_mention_count")]

    def __str__(self) -> str:
        return f"message {self.message_id} names {self.user_id}"


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


class ReadPosition(models.Model):
    """Up to where somebody has read a channel, as an event's number and as the number of its last message."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="chat_positions", db_index=False
    )
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="positions")
    seq = models.PositiveBigIntegerField(default=0)
    number = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "channel"], name="chat_position_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in channel {self.channel_id}: {self.seq}"
