"""Changing what a thread is called: title, tags and kind."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from communities import activity
from communities.refusal import require
from communities.viewer import Viewer

from .. import events, rules, titles
from ..models import Thread, ThreadEvent, ThreadTag
from ..models.thread import slug_of


@transaction.atomic
def change_thread(
    *, viewer: Viewer, thread: Thread, title: str, tags: Sequence[str], kind: str | None = None
) -> Thread:
    """Give a thread another title, other tags or another kind. Raises PermissionDenied or ValidationError."""
    title, tags = titles.cleaned_title(title), titles.cleaned_tags(tags)
    thread = events.locked(thread)
    kind = kind or thread.kind
    require(rules.may_change(viewer, thread), _("Only who started a thread, and moderators, can change its title."))
    if kind != thread.kind:
        require(rules.may_start(viewer, thread.community, kind), _("Only moderators can post an announcement."))
    if (title, tags, kind) == (thread.title, thread.tags, thread.kind):
        return thread
    retagged = tags != thread.tags
    thread.title, thread.slug, thread.tags, thread.kind = title, slug_of(title), tags, kind
    if kind != Thread.Kind.QUESTION:
        thread.answer = None
    events.happened(thread, ThreadEvent.Kind.TITLE, viewer)
    thread.save(update_fields=["title", "slug", "tags", "kind", "answer", "event_head"])
    if retagged:
        write_tags(thread)
    activity.record(
        kind="thread.edited", actor=viewer, subject=thread, audience=thread.audience, community=thread.community_id
    )
    return thread


def write_tags(thread: Thread) -> None:
    """Make the index over tags say what the thread says."""
    ThreadTag.objects.filter(thread=thread).delete()
    ThreadTag.objects.bulk_create(
        ThreadTag(thread=thread, community_id=thread.community_id, name=name) for name in thread.tags
    )
