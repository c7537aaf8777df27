"""Editing a post: the text it had becomes a revision."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import activity
from communities.refusal import Refused, require
from communities.viewer import Viewer

from .. import cards, events, places, rules, texts
from ..models import Attachment, Mention, Post, Revision, ThreadEvent
from .adding import drop_draft, hang_files


def edit(
    *,
    viewer: Viewer,
    post: Post,
    source: str | texts.Text,
    reason: str = "",
    seen: int | None = None,
    files: Sequence[Attachment] = (),
) -> Post:
    """Replace the text of `post`, keeping the one it had. `seen` is the count of revisions that the editor saw.

    Raises PermissionDenied unless the viewer is the author and may still write, ValidationError for a text to mend,
    Refused("edited") when it was edited elsewhere in between."""
    text = texts.prepared(viewer, source, [*post.attachments.all(), *files])
    with transaction.atomic():
        thread = events.locked(post.thread)
        post = Post.objects.select_related("author", "reply_to").get(pk=post.pk)
        post.thread = thread
        require(rules.may_edit(viewer, post), _("Only its author can edit a post, and only while the thread is open."))
        if seen is not None and seen != post.revisions_count:
            raise Refused("edited", _("You edited this post in another window meanwhile. Open it again to go on."))
        if text.source == post.source and not files:
            return post
        _keep(viewer, post, reason)
        hang_files(files, post)
        post.source, post.html, post.edited_at = text.source, text.html, now()
        cards.draw(post, post.author, post.attachments.all(), post.reply_to.number if post.reply_to else None)
        post.save(update_fields=["source", "html", "edited_at", "revisions_count", "card", "card_version"])
        named = _mention(post, text.mentions)
        events.happened(thread, ThreadEvent.Kind.EDIT, viewer, post)
        thread.save(update_fields=["event_head"])
        drop_draft(viewer, places.of_post(post))
        activity.record(
            kind="post.edited",
            actor=viewer,
            subject=post,
            audience=post.audience,
            community=thread.community_id,
            payload={"thread": thread.pk, "mentions": named, "revision": post.revisions_count},
        )
    return post


def _keep(viewer: Viewer, post: Post, reason: str) -> None:
    """Write the text that goes as the next revision; of an opening post with its title."""
    post.revisions_count += 1
    Revision.objects.create(
        post=post,
        number=post.revisions_count,
        title=post.thread.title if post.is_opening else "",
        source=post.source,
        edited_by=viewer.user,
        reason=reason.strip()[:200],
    )


def _mention(post: Post, mentioned: Sequence[int]) -> list[int]:
    """Make the mentions of `post` those of its new text; the ids that were not among them before."""
    before = set(post.mentions.values_list("user_id", flat=True))
    Mention.objects.filter(post=post).exclude(user__in=mentioned).delete()
    named = [pk for pk in mentioned if pk not in before]
    Mention.objects.bulk_create(Mention(post=post, user_id=pk) for pk in named)
    return named
