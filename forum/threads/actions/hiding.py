"""Hiding and restoring, by moderators: what is hidden moves to the audience of the moderators, and all else follows."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import audience
from communities.refusal import require
from communities.viewer import Viewer

from .. import events, rules
from ..models import Attachment, Post, Thread, ThreadEvent
from .removing import locked_with_thread, record, withdraw

_CHANGED = ("audience", "hidden_at", "hidden_by", "hidden_reason")


@transaction.atomic
def hide_post(*, viewer: Viewer, post: Post, reason: str) -> Post:
    """Hide a post, giving the reason that its line shows. An opening post is hidden with its thread."""
    thread, post = locked_with_thread(post)
    require(rules.may_moderate(viewer, thread), _("Only moderators can hide a post."))
    if not post.is_shown or post.is_opening:
        return post
    withdraw(viewer, thread, post, Post.State.HIDDEN, reason.strip()[:300])
    record(viewer, thread, post, "post.hidden", {"reason": post.state_reason})
    return post


@transaction.atomic
def hide_thread(*, viewer: Viewer, thread: Thread, reason: str) -> Thread:
    """Hide a thread with all its posts and files."""
    thread = events.locked(thread)
    require(rules.may_moderate(viewer, thread), _("Only moderators can hide a thread."))
    if thread.is_hidden:
        return thread
    thread.hidden_at, thread.hidden_by, thread.hidden_reason = now(), viewer.user, reason.strip()[:300]
    _place(thread, audience.narrowed(thread.open_audience))
    payload = {"reason": thread.hidden_reason}
    return events.record(viewer, thread, ThreadEvent.Kind.HIDE, "thread.hidden", _CHANGED, payload)


@transaction.atomic
def restore_thread(*, viewer: Viewer, thread: Thread) -> Thread:
    """Show a hidden thread again, but for posts that are hidden or removed themselves."""
    thread = events.locked(thread)
    require(rules.may_moderate(viewer, thread), _("Only moderators can restore a thread."))
    if not thread.is_hidden:
        return thread
    thread.hidden_at, thread.hidden_by, thread.hidden_reason = None, None, ""
    _place(thread, thread.open_audience)
    return events.record(viewer, thread, ThreadEvent.Kind.SHOW, "thread.restored", _CHANGED)


def _place(thread: Thread, name: str) -> None:
    """Move the thread and what is shown in it to the audience `name`."""
    thread.audience = name
    shown = thread.posts.filter(state=Post.State.SHOWN)
    shown.update(audience=name)
    Attachment.objects.filter(post__in=shown).update(audience=name)
