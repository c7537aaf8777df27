"""Locking a thread, and opening it again."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities.refusal import require
from communities.viewer import Viewer

from .. import events, rules
from ..models import Thread, ThreadEvent

_CHANGED = ("locked_at", "locked_by", "lock_reason")


@transaction.atomic
def lock(*, viewer: Viewer, thread: Thread, reason: str) -> Thread:
    """Close `thread` to new posts, saying why. Raises PermissionDenied unless the viewer moderates its community."""
    # A reply that is being counted at this moment comes first or is refused: both wait for the thread's row.
    thread = events.locked(thread)
    require(rules.may_moderate(viewer, thread), _("Only moderators can lock a thread."))
    if thread.is_locked:
        return thread
    thread.locked_at, thread.locked_by, thread.lock_reason = now(), viewer.user, reason.strip()[:300]
    payload = {"reason": thread.lock_reason}
    return events.record(viewer, thread, ThreadEvent.Kind.LOCK, "thread.locked", _CHANGED, payload)


@transaction.atomic
def unlock(*, viewer: Viewer, thread: Thread) -> Thread:
    """Open a locked thread again."""
    thread = events.locked(thread)
    require(rules.may_moderate(viewer, thread), _("Only moderators can unlock a thread."))
    if not thread.is_locked:
        return thread
    thread.locked_at, thread.locked_by, thread.lock_reason = None, None, ""
    return events.record(viewer, thread, ThreadEvent.Kind.UNLOCK, "thread.unlocked", _CHANGED)
