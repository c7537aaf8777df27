"""Pinning a thread to the top of its community's list, until a time."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities.refusal import require
from communities.viewer import Viewer

from .. import events, rules
from ..models import Thread, ThreadEvent

LONGEST_PIN = timedelta(days=366)


@transaction.atomic
def pin(*, viewer: Viewer, thread: Thread, until: datetime) -> Thread:
    """Keep `thread` on top until `until`; a pin ends by itself. Raises ValidationError for a time past or too far."""
    thread = events.locked(thread)
    require(rules.may_moderate(viewer, thread), _("Only moderators can pin a thread."))
    if not now() < until <= now() + LONGEST_PIN:
        raise ValidationError(_("Choose a day within the next twelve months."), code="until")
    return _saved(viewer, thread, until, ThreadEvent.Kind.PIN, "thread.pinned")


@transaction.atomic
def unpin(*, viewer: Viewer, thread: Thread) -> Thread:
    """Let the thread take its place by activity again."""
    thread = events.locked(thread)
    require(rules.may_moderate(viewer, thread), _("Only moderators can unpin a thread."))
    if thread.pinned_until is None:
        return thread
    return _saved(viewer, thread, None, ThreadEvent.Kind.UNPIN, "thread.unpinned")


def _saved(viewer: Viewer, thread: Thread, until: datetime | None, event: str, kind: str) -> Thread:
    thread.pinned_until = until
    payload = {"until": until.isoformat()} if until else None
    return events.record(viewer, thread, event, kind, ("pinned_until",), payload)
