"""Removing one's own post, and bringing a post back."""

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import activity, audience
from communities.refusal import require
from communities.viewer import Viewer

from .. import events, rules
from ..models import Attachment, Post, Thread, ThreadEvent


@transaction.atomic
def remove(*, viewer: Viewer, post: Post) -> Post:
    """Take the viewer's own post away. A line stays in its place; the text stays for the moderators and the record."""
    thread, post = locked_with_thread(post)
    require(rules.may_remove(viewer, post), _("Only its author can remove a post, and only while the thread is open."))
    withdraw(viewer, thread, post, Post.State.REMOVED)
    record(viewer, thread, post, "post.removed")
    return post


@transaction.atomic
def restore_post(*, viewer: Viewer, post: Post) -> Post:
    """Bring back what its author removed or a moderator hid; each takes back only the own kind of act."""
    thread, post = locked_with_thread(post)
    if post.is_shown:
        return post
    require(
        rules.may_restore(viewer, post),
        _("Its author can restore a removed post for seven days, moderators one that they have hidden."),
    )
    post.state, post.state_at, post.state_by, post.state_reason = Post.State.SHOWN, None, None, ""
    set_audience(post, thread.audience)
    record_event(viewer, thread, post, ThreadEvent.Kind.RESTORE)
    record(viewer, thread, post, "post.restored")
    return post


def withdraw(viewer: Viewer, thread: Thread, post: Post, state: str, reason: str = "") -> None:
    """Put a line in the place of `post`: the moderators alone can read it from now on."""
    post.state, post.state_at, post.state_by, post.state_reason = state, now(), viewer.user, reason
    if thread.answer_id == post.pk:
        thread.answer = None
    set_audience(post, audience.narrowed(thread.open_audience))
    record_event(viewer, thread, post, ThreadEvent.Kind.REMOVE)


def locked_with_thread(post: Post) -> tuple[Thread, Post]:
    """The thread, its row locked, and the post as it is now."""
    thread = events.locked(post.thread)
    post = Post.objects.select_related("author").get(pk=post.pk)
    post.thread = thread
    return thread, post


def set_audience(post: Post, name: str) -> None:
    """Save the state of `post`, and let its files follow it."""
    post.audience = name
    post.save(update_fields=["state", "state_at", "state_by", "state_reason", "audience"])
    Attachment.objects.filter(post=post).update(audience=name)


def record_event(viewer: Viewer, thread: Thread, post: Post, kind: str) -> None:
    """Count the thread again and tell those who have it open."""
    events.recount(thread)
    events.happened(thread, kind, viewer, post)
    thread.save(update_fields=["posts_count", "last_shown", "last_post_at", "last_post_by", "answer", "event_head"])


def record(viewer: Viewer, thread: Thread, post: Post, kind: str, payload: dict | None = None) -> None:
    activity.record(
        kind=kind,
        actor=viewer,
        subject=post,
        audience=post.audience,
        community=thread.community_id,
        payload={"thread": thread.pk, **(payload or {})},
    )
