"""What waits for moderators: reports gathered into review items, their decisions, and who holds an item meanwhile."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from communities.models import Audienced, AudienceQuerySet, Community


class Matter(models.TextChoices):
    """What a review item is about."""

    POST = "post", _("Post")
    MESSAGE = "message", _("Message")


class Ground(models.TextChoices):
    """Why somebody reports a post or message."""

    PERSONAL = "personal", _("Contains personal data")
    CONFIDENTIAL = "confidential", _("Should not be shared here")
    CONDUCT = "conduct", _("Breaks the ground rules")
    OFF_TOPIC = "off-topic", _("Off topic")
    SPAM = "spam", _("Advertising")
    OTHER = "other", _("Something else")


class Outcome(models.TextChoices):
    """How moderators decide on a report."""

    HIDDEN = "hidden", _("Hide it")
    FINE = "fine", _("Nothing wrong")
    SETTLED = "settled", _("Settled another way")


class ReviewItemQuerySet(AudienceQuerySet):
    """Review items, by whether they still wait."""

    def waiting(self) -> Self:
        return self.filter(decided_at__isnull=True)

    def decided(self) -> Self:
        return self.filter(decided_at__isnull=False)

    def about(self, matter: str, ids: list[int]) -> Self:
        return self.filter(matter=matter, matter_id__in=ids)


class ReviewItem(Audienced):
    """One post or message that somebody reported, until moderators decide. Reported again later, it is a new item."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="review_items")
    matter = models.CharField(max_length=8, choices=Matter)
    matter_id = models.BigIntegerField()
    opened_at = models.DateTimeField(default=now)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ReviewItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "matter_id"], condition=models.Q(decided_at__isnull=True), name="review_item_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", decided_at__isnull=True, decided_by__isnull=True)
                | (~models.Q(outcome="") & models.Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="review_item_decided_whole",
            ),
        ]
        indexes = [models.Index(fields=["community", "decided_at", "opened_at"], name="review_item_by_place")]

    def __str__(self) -> str:
        return f"{self.matter} {self.matter_id}"


class Report(models.Model):
    """One member's complaint. Each person has one in an item."""

    item = models.ForeignKey(ReviewItem, on_delete=models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports_made")
    ground = models.CharField(max_length=12, choices=Ground)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "reporter"], name="report_once")]

    def __str__(self) -> str:
        return f"{self.ground} by {self.reporter_id}"


class ClaimQuerySet(models.QuerySet):
    """Claims, by whether they still hold."""

    def current(self) -> Self:
        return self.filter(until__gt=now())


class Claim(models.Model):
    """That one moderator holds one thing in the queue until a time. It lapses by itself, and the next may take it."""

    class Held(models.TextChoices):
        REPORT = "report", _("Report")
        REQUEST = "request", _("Join request")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="claims")
    held = models.CharField(max_length=8, choices=Held)
    held_id = models.BigIntegerField()
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=now)
    until = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["held", "held_id"], name="claim_once")]

    def __str__(self) -> str:
        return f"{self.held} {self.held_id} by {self.moderator_id}"
