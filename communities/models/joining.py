"""Ways into a community: asking to join, and being invited."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .agency import Agency
from .community import Community
from .membership import Role
from .user import Appointment


class JoinRequest(models.Model):
    """Somebody's wish to join, with a note; answered once."""

    class State(models.TextChoices):
        OPEN = "open", _("Asked")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="join_requests")
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "user"], condition=models.Q(state="open"), name="join_request_one_open"
            )
        ]
        indexes = [models.Index(fields=["community", "state"], name="join_request_by_place")]

    def __str__(self) -> str:
        return f"{self.user_id} asks for {self.community_id}: {self.state}"


def new_nonce() -> str:
    """Sixteen random bytes as text: what makes an invitation's link unlike every other."""
    return secrets.token_urlsafe(16)


class InvitationQuerySet(models.QuerySet):
    """Invitations, by whether their link still works."""

    def open(self, at: datetime | None = None) -> Self:
        """Those that can be accepted now, or at the moment that the caller takes for now."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at or now())

    def of_token(self, token: str) -> Self:
        """The invitation whose link carries `token`; none for a forged, older or unknown one."""
        try:
            pk, _, nonce = Signer(salt="invitation").unsign(token).partition("-")
        except BadSignature:
            return self.none()
        return self.filter(pk=pk, nonce=nonce) if pk.isdigit() else self.none()


class Invitation(models.Model):
    """A single-use link for one address: into a community, an agency, or (the first operator) the service."""

    email = models.EmailField(max_length=190, blank=True)
    community = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    membership_until = models.DateTimeField(null=True, blank=True, help_text=_("When a guest's membership ends."))
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    appointment = models.CharField(max_length=12, choices=Appointment.Kind, blank=True)
    note = models.CharField(max_length=500, blank=True)
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField(default=now)
    times_sent = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "email"],
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def token(self) -> str:
        """What the link carries. Sending again makes a new nonce, so the older link stops working."""
        return Signer(salt="invitation").sign(f"{self.pk}-{self.nonce}")

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > now()
