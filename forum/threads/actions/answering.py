"""Choosing the answer of a question, and taking the choice back."""

from django.db import transaction
from django.utils.translation import gettext as _

from communities import activity
from communities.refusal import require
from communities.viewer import Viewer

from .. import events, rules
from ..models import Post, Thread, ThreadEvent


@transaction.atomic
def accept_answer(*, viewer: Viewer, post: Post) -> Thread:
    """Make `post` the answer of its question; another one that was chosen before gives way."""
    thread = post.thread = events.locked(post.thread)
    require(rules.may_accept(viewer, post), _("Only who asked, and moderators, can choose the answer."))
    return _choose(viewer, thread, post)


@transaction.atomic
def withdraw_answer(*, viewer: Viewer, post: Post) -> Thread:
    """Take back the choice of `post`; nothing when it is not the answer any more."""
    thread = post.thread = events.locked(post.thread)
    require(rules.may_change(viewer, thread), _("Only who asked, and moderators, can take back an answer."))
    return _choose(viewer, thread, None) if thread.answer_id == post.pk else thread


def _choose(viewer: Viewer, thread: Thread, post: Post | None) -> Thread:
    if thread.answer_id == (post.pk if post else None):
        return thread
    thread.answer = post
    events.happened(thread, ThreadEvent.Kind.SOLVED, viewer, post)
    thread.save(update_fields=["answer", "event_head"])
    activity.record(
        kind="thread.solved",
        actor=viewer,
        subject=thread,
        audience=thread.audience,
        community=thread.community_id,
        payload={"post": post.pk if post else None},
    )
    return thread
