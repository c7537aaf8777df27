"""Replying."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from communities import activity
from communities.refusal import require
from communities.viewer import Viewer

from .. import events, places, rules, texts
from ..models import Attachment, Post, ReadPosition, Thread
from .adding import add_post, drop_draft


def reply(
    *,
    viewer: Viewer,
    thread: Thread,
    source: str | texts.Text,
    reply_to: int | None = None,
    files: Sequence[Attachment] = (),
) -> Post:
    """Add a post; `reply_to` is the number of the one it answers.

    Raises PermissionDenied for who may not write here or where the thread is locked, ValidationError for a text
    to mend."""
    text = texts.prepared(viewer, source, files)
    with transaction.atomic():
        thread = events.locked(thread)
        # Asked under the lock: a moderator may be locking the thread at this moment.
        require(rules.may_reply(viewer, thread), _refusal(thread))
        answered = _answered(viewer, thread, reply_to)
        post = add_post(viewer, thread, text, files, answered)
        # Who had read all before has read the own post too; who had not keeps what is unread.
        ReadPosition.objects.filter(user_id=viewer.id, thread=thread, number=post.number - 1).update(number=post.number)
        drop_draft(viewer, places.in_thread(thread))
        activity.record(
            kind="post.added",
            actor=viewer,
            subject=post,
            audience=post.audience,
            community=thread.community_id,
            payload={
                "thread": thread.pk,
                "mentions": list(text.mentions),
                "reply_to": answered.author_id if answered else None,
            },
        )
    return post


def _answered(viewer: Viewer, thread: Thread, number: int | None) -> Post | None:
    if number is None:
        return None
    answered = Post.objects.visible_to(viewer).filter(thread=thread, number=number).first()
    if answered is None:
        raise ValidationError(_("The post you answer is not there any more. Post your text as a plain reply."))
    return answered


def _refusal(thread: Thread) -> str:
    if thread.is_locked:
        return _("This thread is locked: only moderators can write in it.")
    return _("Only members can reply. Join first.")
