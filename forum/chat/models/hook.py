"""Incoming webhooks: a secret address at which a machine says something in one channel."""

from __future__ import annotations

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .channel import Channel


class Hook(models.Model):
    """One machine's way into a channel. Only a hash of its address is kept: it is shown once, when it is made."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="hooks")
    name = models.CharField(_("name"), max_length=40)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def hash_of(secret: str) -> str:
        """What is kept of a secret: it is long and random, so that a plain hash does not give it away."""
        return sha256(secret.encode()).hexdigest()
