"""Notices: that one person was told of one thing; and how each person wants to be told."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from communities.models import Activity, BasePage
from communities.models.audience import reached
from communities.viewer import Viewer
from forum.chat.models import Message
from forum.chat.models import ReadPosition as ChatPosition
from forum.threads.models import Post, ReadPosition
from search.models import SavedSearch


def seen() -> models.Q:
    """The condition that the person has read as far in its thread or channel: a notice of it is no news any more."""
    me, there = models.OuterRef("user"), models.OuterRef
    in_thread = ReadPosition.objects.filter(user=me, thread=there("post__thread"), number__gte=there("post__number"))
    in_chat = ChatPosition.objects.filter(user=me, channel=there("message__channel"), seq__gte=there("message__seq"))
    return models.Q(models.Exists(in_thread)) | models.Q(models.Exists(in_chat))


class NoticeQuerySet(models.QuerySet):
    """Notices of one person, as far as the person may still read what they are about."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of `viewer` whose post or message, if they are about one, may be read now: it may be hidden since."""
        post = models.Q(post__isnull=True) | models.Q(reached(viewer, models.OuterRef("post__audience")))
        there = models.Q(reached(viewer, models.OuterRef("message__channel__audience")), message__removed_at=None)
        message = models.Q(message__isnull=True) | there
        return self.filter(post, message, user=viewer.id)

    def unread(self) -> Self:
        """Those neither opened nor marked, whose post the person has not read in its thread either."""
        return self.filter(~seen(), read_at__isnull=True)

    def seen_in_place(self) -> Self:
        """Those that still count as not opened, though the person has read the post in its thread."""
        return self.filter(seen(), read_at__isnull=True)

    def with_what_a_row_shows(self) -> Self:
        """With the post or message, its place, the community and who did it, in the same query."""
        rows = self.select_related(
            "post__thread__community", "post__author", "message__channel__community", "message__author"
        )
        rows = rows.select_related("activity__community", "activity__actor__agency", "saved")
        rows = rows.defer("post__html", "post__card", "message__html")
        return rows.annotate(is_seen=seen())


class Notice(models.Model):
    """That `user` was told of `activity`. One notice at most for each person and activity, for the strongest reason."""

    class Kind(models.TextChoices):
        MENTION = "mention", _("You were mentioned")
        REPLY = "reply", _("A reply where you take part or watch")
        THREAD = "thread", _("A new thread in a community you follow")
        DECISION = "decision", _("A decision on what you asked or reported")
        MODERATED = "moderated", _("A moderator changed what you wrote")
        URGENT = "urgent", _("You are asked to acknowledge a message")
        TRANSCRIPT = "transcript", _("Your messages became a thread")
        REVIEW = "review", _("A paper waits for your review")
        PAPER = "paper", _("What became of a paper of yours")
        FOUND = "found", _("A saved search of yours found something new")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=Kind)
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="notices")
    post = models.ForeignKey(
        Post, null=True, on_delete=models.CASCADE, related_name="+", help_text=_("What one must be able to read.")
    )
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="+")
    saved = models.ForeignKey(
        SavedSearch, null=True, on_delete=models.SET_NULL, related_name="+", help_text=_("What found it.")
    )
    at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    # The page that it is about, once `papers.look_up` has asked whether the person may know of it.
    page: BasePage | None = None

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "activity"], name="notice_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_newest"),
            models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"

    @property
    def place(self) -> Post | Message | None:
        """The post or message that it is about, if it is about one."""
        return self.post or self.message

    @property
    def is_of_paper(self) -> bool:
        """Whether it is about a page: one that goes through the review, or one that was found."""
        is_found = self.kind == self.Kind.FOUND and not (self.post_id or self.message_id)
        return is_found or self.kind in {self.Kind.REVIEW, self.Kind.PAPER}

    @property
    def is_found_no_more(self) -> bool:
        """Whether a search found a page that the person may not know any more. Ask it after `papers.look_up`."""
        return self.kind == self.Kind.FOUND and self.is_of_paper and self.page is None

    @property
    def is_unread(self) -> bool:
        """Ask it of rows that `with_what_a_row_shows` read."""
        return self.read_at is None and not self.is_seen


class Bell(models.Model):
    """One person's bell: the version of what it shows (the head of the live topic `me`), and what may come by mail."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bell")
    head = models.PositiveBigIntegerField(default=0)
    mails_mentions = models.BooleanField(default=True)
    mails_replies = models.BooleanField(default=True)
    mails_papers = models.BooleanField(default=True)
    mails_found = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"bell of {self.user_id}"
