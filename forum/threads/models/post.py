"""Posts: numbered in their thread, stamped with the affiliation of their author, and the texts that they had before."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from communities.models import Audienced, AudienceQuerySet, reached
from communities.viewer import Viewer

from .thread import Thread


class PostQuerySet(AudienceQuerySet):
    """Posts, by what a viewer may read of them."""

    def with_readable(self, viewer: Viewer) -> Self:
        """All rows, each with `is_readable`: a thread's page shows a line in the place of one that is not."""
        return self.annotate(is_readable=reached(viewer))

    def numbered(self, first: int, last: int) -> Self:
        """The posts from number `first` to number `last`, in order."""
        return self.filter(number__gte=first, number__lte=last).order_by("number")


class Post(Audienced):
    """One contribution. `source` is what was typed, `html` and `card` are made from it when it is written."""

    class State(models.TextChoices):
        SHOWN = "shown", _("Shown")
        REMOVED = "removed", _("Removed by its author")
        HIDDEN = "hidden", _("Hidden by a moderator")

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="posts", db_index=False)
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts", db_index=False)
    agency_name = models.CharField(max_length=120, blank=True)
    agency_type = models.CharField(max_length=10, blank=True)
    author_title = models.CharField(max_length=120, blank=True)
    guest_until = models.DateTimeField(null=True, blank=True)
    source = models.TextField(max_length=1_000_000)
    html = models.TextField(max_length=4_000_000)
    html_version = models.PositiveSmallIntegerField(default=0)
    card = models.TextField(max_length=4_100_000, blank=True)
    card_version = models.PositiveSmallIntegerField(default=0, db_index=True)
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies")
    written_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    revisions_count = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.SHOWN)
    state_at = models.DateTimeField(null=True, blank=True)
    state_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state_reason = models.CharField(max_length=300, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="post_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="post_number_from_one"),
        ]
        indexes = [models.Index(fields=["author", "-id"], name="post_by_author")]

    def __str__(self) -> str:
        return f"post {self.number} of thread {self.thread_id}"

    def get_absolute_url(self) -> str:
        return f"{self.thread.community.get_absolute_url()}threads/{self.thread_id}/posts/{self.number}/"

    @property
    def is_shown(self) -> bool:
        return self.state == self.State.SHOWN

    @property
    def is_opening(self) -> bool:
        return self.number == 1

    @property
    def is_guest(self) -> bool:
        return self.agency_type == "guest"


class Revision(models.Model):
    """A text that a post had before an edit. Never changed, never deleted."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="revisions", db_index=False)
    number = models.PositiveSmallIntegerField(help_text=_("1 is the first text."))
    title = models.CharField(max_length=200, blank=True, help_text=_("Of the thread, when this is its opening post."))
    source = models.TextField(max_length=1_000_000)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    edited_at = models.DateTimeField(default=now, help_text=_("When this text was replaced."))
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"text {self.number} of post {self.post_id}"


class Mention(models.Model):
    """That a post names a person who may read it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="mention_once")]
        indexes = [models.Index(fields=["user", "-post"], name="mention_by_user")]

    def __str__(self) -> str:
        return f"{self.user_id} in post {self.post_id}"
