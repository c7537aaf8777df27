"""The ends of sessions, as Django and allauth tell of them: sockets opened by them are looked at again at once."""

from typing import Any

from allauth.account import signals as account
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete

from communities import doorbell


def watch() -> None:
    """Listen to sessions that are deleted (signing out does that) and to new passwords (which end the other ones)."""
    post_delete.connect(_session_deleted, sender=Session, dispatch_uid="live.sessions")
    for signal in (account.password_changed, account.password_set, account.password_reset):
        signal.connect(_password_changed, dispatch_uid="live.sessions")


def _session_deleted(instance: Session, **kwargs: Any) -> None:
    user_id = instance.get_decoded().get(SESSION_KEY)
    if user_id is not None:
        doorbell.recheck(int(user_id))


def _password_changed(user: Any, **kwargs: Any) -> None:
    doorbell.recheck(user.pk)
