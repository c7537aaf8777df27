"""Everybody's bell: its version, and ringing it in open pages."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import BigIntegerField, Case, F, When

from communities import doorbell
from communities.viewer import Viewer

from .models import Bell, Notice

# More than this is shown as "99+"; counting on would cost without telling anything.
COUNTED_TO = 100
# Somebody who never looks pays no more than this on each page.
LOOKED_AT = 400


def unread(viewer: Viewer) -> int:
    """How many rows of notices `viewer` has not read and may read, at most COUNTED_TO, among the newest. One query.

    Replies in one thread are one row, as in the list (`rows.grouped`)."""
    if viewer.is_visitor:
        return 0
    row = Case(
        When(kind=Notice.Kind.REPLY, then=-F("post__thread_id")), default=F("pk"), output_field=BigIntegerField()
    )
    newest = Notice.objects.visible_to(viewer).unread().order_by("-pk").values_list(row, flat=True)
    return min(COUNTED_TO, len(set(newest[:LOOKED_AT])))


def bell_of(user_id: int) -> Bell:
    """The person's bell; one with the defaults, not yet stored, for somebody who never had one."""
    return Bell.objects.filter(user_id=user_id).first() or Bell(user_id=user_id)


def ring(user_ids: Iterable[int]) -> None:
    """Raise the version of these people's bells and tell their open pages after the commit."""
    ids = sorted(set(user_ids))
    if not ids:
        return
    with transaction.atomic():
        Bell.objects.bulk_create([Bell(user_id=pk) for pk in ids], ignore_conflicts=True)
        Bell.objects.filter(user_id__in=ids).update(head=F("head") + 1)
        for user_id, head in Bell.objects.filter(user_id__in=ids).values_list("user_id", "head"):
            doorbell.ring(f"me:{user_id}", head)
