"""The signed link at the foot of each mail, which ends mail of its kind without a sign-in (RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import User

from .models import Notice

_SALT = "notices.unsubscribe"

# The switch of a bell that a kind of notice hangs on, in the person's words.
SWITCHES: dict[str, Promise] = {
    "mails_mentions": _("mail when somebody mentions you"),
    "mails_replies": _("mail about replies and new posts"),
    "mails_papers": _("mail about the review of papers"),
    "mails_found": _("mail about what your saved searches find"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """That one person wants no more mail of one kind."""

    user: User
    switch: str

    @property
    def words(self) -> Promise:
        return SWITCHES[self.switch]


def switch_for(kind: str) -> str:
    """The switch that lets notices of `kind` come by mail."""
    if kind in {Notice.Kind.REVIEW, Notice.Kind.PAPER}:
        return "mails_papers"
    if kind == Notice.Kind.FOUND:
        return "mails_found"
    return "mails_mentions" if kind in {Notice.Kind.MENTION, Notice.Kind.URGENT} else "mails_replies"


def link_for(notice: Notice) -> str:
    """The whole address that ends mail like the one about `notice`. It works for ever, for this person alone."""
    token = signing.dumps([notice.user_id, switch_for(notice.kind)], salt=_SALT)
    return f"{settings.BASE_URL.rstrip('/')}{reverse('notices:unsubscribe', args=[token])}"


def wish_of(token: str) -> Wish | None:
    """What a link asks for; None for a forged one, and for one of somebody who is no longer there."""
    try:
        user_id, switch = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.people().filter(pk=user_id).first()
    return Wish(user, switch) if user and switch in SWITCHES else None
