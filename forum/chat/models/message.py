"""Messages as rows: their text as it is now, what they were before, and whom they name."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from communities.models import reached
from communities.viewer import Viewer
from forum.markup import trusted

from .channel import Channel
from .conversation import Conversation
from .hook import Hook

MAX_LENGTH = 4_000


class MessageQuerySet(models.QuerySet):
    """Messages, by who may read them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """What stands in a channel that `viewer` may read, and was not removed."""
        return self.filter(reached(viewer, models.OuterRef("channel__audience")), removed_at__isnull=True)

    def in_stream(self, channel: Channel, conversation: Conversation | None = None) -> Self:
        """Those of the channel's own stream, or of one conversation beside it."""
        return self.filter(channel=channel, conversation=conversation)

    def with_author(self) -> Self:
        """Joined with all that a line of the log shows."""
        return self.select_related("author", "hook", "reply_to__author", "reply_to__hook")


class Message(models.Model):
    """One line of chat. Its text is what it is now; earlier wordings are revisions, and a removed one keeps its text
    for the records office only."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="messages", db_index=False)
    seq = models.PositiveBigIntegerField(help_text=_("The number of the event that brought it."))
    number = models.PositiveIntegerField(help_text=_("It is the n-th message of its channel: what unread counts need."))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="messages", db_index=False
    )
    hook = models.ForeignKey(
        Hook, null=True, on_delete=models.PROTECT, related_name="messages", help_text=_("The machine that said it.")
    )
    client_id = models.UUIDField(help_text=_("Made by the writer's browser: sent twice, said once."))
    conversation = models.ForeignKey(
        Conversation, null=True, on_delete=models.PROTECT, related_name="messages", db_index=False
    )
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
            models.Index(fields=["conversation", "seq"], name="message_in_conversation"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} in channel {self.channel_id}"

    def get_absolute_url(self) -> str:
        channel = self.channel
        return reverse("chat:message", args=[channel.community.slug, channel.slug, self.pk])

    @property
    def by(self) -> str:
        """Whose name stands above it: a machine has its own, and the person who let it in answers for it."""
        return self.hook.name if self.hook_id else self.author.name

    @property
    def speaker_id(self) -> int:
        """The person who said it; 0 for a machine."""
        return 0 if self.hook_id else self.author_id

    @property
    def stands_at(self) -> str:
        """The page of the channel, or of the conversation beside it, with this line in it."""
        channel = self.channel
        if self.conversation_id:
            return reverse("chat:conversation", args=[channel.community.slug, channel.slug, self.conversation_id])
        return channel.get_absolute_url()

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


class Reaction(models.Model):
    """One person's sign at a message, in place of a line that says no more."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    emoji = models.CharField(max_length=8)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "emoji", "user"], name="chat_reaction_once")]

    def __str__(self) -> str:
        return f"{self.emoji} of {self.user_id} at message {self.message_id}"
