"""Starting a thread."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import activity
from communities.models import BasePage, Community
from communities.refusal import require
from communities.viewer import Viewer

from .. import places, rules, texts, titles
from ..models import Attachment, Discussion, ReadPosition, Thread
from ..models.thread import slug_of
from .adding import add_post, drop_draft
from .changing import write_tags


def start_thread(
    *,
    viewer: Viewer,
    community: Community,
    title: str,
    source: str | texts.Text,
    kind: str = Thread.Kind.DISCUSSION,
    tags: Sequence[str] = (),
    files: Sequence[Attachment] = (),
    is_members_only: bool = False,
    origin: str = Thread.Origin.WRITTEN,
    paper: BasePage | None = None,
) -> Thread:
    """Begin a thread with its opening post; `paper` is the page that it discusses, when nothing else does yet.

    Raises PermissionDenied for who may not write here, ValidationError for a title, tags or text to mend."""
    require(rules.may_start(viewer, community), _("Only members can start a thread. Join first."))
    require(rules.may_start(viewer, community, kind), _("Only moderators can post an announcement."))
    title, tags = titles.cleaned_title(title), titles.cleaned_tags(tags)
    text = texts.prepared(viewer, source, files)
    thread = Thread(
        community=community,
        kind=kind,
        origin=origin,
        is_members_only=is_members_only,
        title=title,
        slug=slug_of(title),
        tags=tags,
        started_by=viewer.user,
        last_post_by=viewer.user,
        started_at=now(),
    )
    thread.audience = thread.open_audience
    with transaction.atomic():
        thread.save(force_insert=True)
        post = add_post(viewer, thread, text, files)
        # A thread begins with its opening post, to the microsecond.
        Thread.objects.filter(pk=thread.pk).update(started_at=post.written_at)
        write_tags(thread)
        if paper is not None:
            Discussion.objects.get_or_create(paper=paper, defaults={"thread": thread})
        ReadPosition.objects.create(user=viewer.user, thread=thread, number=1)
        drop_draft(viewer, places.new_thread(community))
        _record(viewer, thread, {"post": post.pk, "mentions": list(text.mentions)})
    return thread


def _record(viewer: Viewer, thread: Thread, payload: dict) -> None:
    activity.record(
        kind="thread.started",
        actor=viewer,
        subject=thread,
        audience=thread.audience,
        community=thread.community_id,
        payload=payload,
    )
