"""Letting a machine say something in a channel, hearing it, and ending that."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import activity
from communities.limits import Limit, spend
from communities.refusal import Refused, require
from communities.viewer import Viewer, viewer_of

from .. import rules
from ..models import Channel, Hook, Message
from .messages import say

# A machine that has more to say than this says it to a machine.
PACE = Limit("chat-hook", 30, timedelta(minutes=1))


@transaction.atomic
def make_hook(*, viewer: Viewer, channel: Channel, name: str) -> tuple[Hook, str]:
    """A way in for a machine, and the secret part of its address, which nobody can be told again.

    Raises PermissionDenied unless the viewer moderates the channel."""
    require(rules.may_moderate(viewer, channel), _("Only moderators let machines in."))
    secret = secrets.token_urlsafe(32)
    hook = Hook(channel=channel, name=name.strip(), secret_hash=Hook.hash_of(secret), made_by=viewer.user)
    hook.clean_fields(exclude=["channel", "made_by", "last_used_at", "revoked_at"])
    hook.save()
    _record("hook.made", hook, viewer)
    return hook, secret


@transaction.atomic
def revoke_hook(*, viewer: Viewer, hook: Hook) -> None:
    """End a machine's way in, at once and for good. What it said stays."""
    require(rules.may_moderate(viewer, hook.channel), _("Only moderators close a machine's way in."))
    if Hook.objects.filter(pk=hook.pk, revoked_at__isnull=True).update(revoked_at=now()):
        _record("hook.revoked", hook, viewer)


def say_by_hook(*, hook: Hook, source: str, client_id: UUID | None = None) -> Message:
    """Say something as the machine behind `hook`.

    Raises Refused when it speaks too often, and when the person who let it in may do so no longer."""
    spend(PACE, str(hook.pk))
    answering = viewer_of(hook.made_by)
    if not rules.may_moderate(answering, hook.channel):
        raise Refused("nobody_answers", _("Whoever made this address moderates the channel no longer."), status=403)
    message = say(viewer=answering, channel=hook.channel, source=source, client_id=client_id or uuid4(), hook=hook)
    Hook.objects.filter(pk=hook.pk).update(last_used_at=now())
    return message


def _record(kind: str, hook: Hook, viewer: Viewer) -> None:
    channel = hook.channel
    activity.record(
        kind=kind,
        actor=viewer,
        subject=channel,
        audience=channel.audience,
        community=channel.community_id,
        payload={"hook": hook.pk, "name": hook.name},
    )
