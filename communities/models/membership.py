"""Memberships: who belongs to which community, in which role, from when until when. Rows are history."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .community import Community
from .user import TermQuerySet, User


class Role(models.TextChoices):
    """What somebody is in a community."""

    OWNER = "owner", _("Owner")
    MODERATOR = "moderator", _("Moderator")
    MEMBER = "member", _("Member")
    GUEST = "guest", _("Guest")


class Level(models.TextChoices):
    """How much of a community somebody is told about."""

    WATCHING = "watching", _("Watching")
    FOLLOWING = "following", _("Following")
    MENTIONS = "mentions", _("Mentions only")
    MUTED = "muted", _("Muted")


class MembershipQuerySet(TermQuerySet):
    """Memberships, by whether they hold."""

    def current(self, at: datetime | None = None) -> Self:
        """Memberships that hold now; with `at`, those that held then (ended rows count)."""
        if at is not None:
            return super().current(at).exclude(state=Membership.State.BANNED)
        return self.active(now())

    def active(self, at: datetime) -> Self:
        """Memberships that hold now, `at` being now."""
        return super().current(at).filter(state=Membership.State.ACTIVE)


class Membership(models.Model):
    """One stretch of belonging, in one role. A change of role ends the row and begins the next."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        ENDED = "ended", _("Ended")
        BANNED = "banned", _("May not come back")

    class Origin(models.TextChoices):
        FOUNDED = "founded", _("Founded the community")
        JOINED = "joined", _("Joined")
        REQUEST = "request", _("Asked to join")
        INVITATION = "invitation", _("Was invited")
        ROLE = "role", _("Role changed")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    level = models.CharField(max_length=10, choices=Level, default=Level.FOLLOWING)
    state = models.CharField(max_length=8, choices=State, default=State.ACTIVE)
    origin = models.CharField(max_length=12, choices=Origin)
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True, blank=True)
    sponsor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="sponsored"
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "community"],
                condition=models.Q(state__in=["active", "banned"]),
                name="membership_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="guest") | models.Q(until__isnull=False), name="membership_guests_end"
            ),
        ]
        indexes = [models.Index(fields=["community", "state", "role"], name="membership_by_place")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.community_id}: {self.role}"

    @property
    def is_moderating(self) -> bool:
        return self.role in {Role.OWNER, Role.MODERATOR}


class GroundRulesAcceptance(models.Model):
    """That a person accepted the ground rules of one version."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="accepted_rules")
    version = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "version"], name="ground_rules_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: version {self.version}"

    @classmethod
    def holds_for(cls, user: User) -> bool:
        """Whether `user` accepted the version that holds now."""
        return cls.objects.filter(user=user, version=settings.GROUND_RULES_VERSION).exists()
