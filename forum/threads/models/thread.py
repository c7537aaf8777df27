"""Threads: a title, and the posts under it, in one community."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from communities import audience
from communities.models import Audienced, AudienceQuerySet, Community

MAX_TITLE = 200
MAX_TAGS = 5
MAX_TAG = 40


class ThreadQuerySet(AudienceQuerySet):
    """Threads, by place and in the orders that lists have. All of these read an index and stop."""

    def in_community(self, community: Community) -> Self:
        return self.filter(community=community)

    def newest_activity_first(self) -> Self:
        return self.order_by("-last_post_at", "-pk")

    def pinned(self, at: datetime | None = None) -> Self:
        """Those pinned now; a pin ends by itself."""
        return self.filter(pinned_until__gt=at or now())

    def unanswered(self) -> Self:
        """Those that nobody has written in but the one who started them."""
        return self.filter(posts_count=1)

    def tagged(self, community: Community, tag: str, most: int) -> Self:
        """Those of the newest `most` threads of the community with this tag: a bound, whatever the community's size."""
        newest = ThreadTag.objects.filter(community=community, name=tag).order_by("-thread_id").values("thread_id")
        return self.filter(pk__in=newest[:most])


class Thread(Audienced):
    """A conversation. Its counters are kept by the actions, under a lock on its row."""

    class Kind(models.TextChoices):
        DISCUSSION = "discussion", _("Discussion")
        QUESTION = "question", _("Question")
        ANNOUNCEMENT = "announcement", _("Announcement")

    class Origin(models.TextChoices):
        WRITTEN = "written", _("Written here")
        CHAT = "chat", _("Transcript of a chat")
        MAIL = "mail", _("Imported from a mailing list")

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="threads", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DISCUSSION)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.WRITTEN)
    is_members_only = models.BooleanField(
        default=False, help_text=_("For the members alone, also where others may read the community.")
    )
    title = models.CharField(max_length=MAX_TITLE)
    slug = models.SlugField(max_length=80, blank=True, db_index=False)
    tags = models.JSONField(default=list, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="threads", db_index=False
    )
    started_at = models.DateTimeField(default=now)
    last_post_at = models.DateTimeField(default=now)
    last_post_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    last_number = models.PositiveIntegerField(default=0, help_text=_("The highest number that a post here has had."))
    last_shown = models.PositiveIntegerField(default=0, help_text=_("The highest number that readers can read."))
    posts_count = models.PositiveIntegerField(default=0, help_text=_("Posts that readers can read."))
    answer = models.ForeignKey(
        "threads.Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    pinned_until = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    lock_reason = models.CharField(max_length=300, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    hidden_reason = models.CharField(max_length=300, blank=True)
    event_head = models.PositiveIntegerField(default=0, help_text=_("The number of the last event of the live topic."))

    objects = ThreadQuerySet.as_manager()

    class Meta:
        indexes = [
            # With all that counting what is new asks for, on every page, so that it reads no row.
            models.Index(
                fields=["community", "-last_post_at", "-id", "audience", "last_shown", "started_at"],
                name="thread_by_activity",
            ),
            # With all that counting a list asks for, so that it reads no row.
            models.Index(fields=["community", "hidden_at", "-id", "audience"], name="thread_by_start"),
            models.Index(fields=["started_by", "community", "-last_post_at"], name="thread_by_starter"),
            models.Index(
                fields=["community", "pinned_until"],
                condition=models.Q(pinned_until__isnull=False),
                name="thread_pinned",
            ),
            models.Index(
                fields=["community", "-last_post_at"], condition=models.Q(posts_count=1), name="thread_unanswered"
            ),
            models.Index(fields=["-last_post_at"], name="thread_newest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.community.get_absolute_url()}threads/{self.pk}-{self.slug}/"

    @property
    def open_audience(self) -> str:
        """Who reads this thread while nobody has hidden it."""
        return (audience.members if self.is_members_only else audience.readers)(self.community_id)

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_pinned(self) -> bool:
        return self.pinned_until is not None and self.pinned_until > now()

    @property
    def is_solved(self) -> bool:
        return self.answer_id is not None


class ThreadTag(models.Model):
    """That a thread has a tag: the index over `Thread.tags`, by community."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+", db_index=False)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=MAX_TAG)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "name"], name="thread_tag_once")]
        indexes = [models.Index(fields=["community", "name", "-thread"], name="thread_tag_by_name")]

    def __str__(self) -> str:
        return self.name


def slug_of(title: str) -> str:
    """What stands behind the id in an address: decoration, may be empty."""
    return slugify(title)[:80].strip("-")
