"""Where a notice leads, and the words that a decision was given with."""

from collections.abc import Sequence

from django.urls import reverse

from communities.models import Community, JoinRequest
from communities.viewer import Viewer
from forum.chat.models import Message
from forum.threads.models import Post, Thread

from . import papers
from .models import Notice
from .rows import Row

# Where the reason of a decision is kept, when it does not stand in the activity.
REASONS = {JoinRequest: "reason", Message: "removal_reason"}

# What a report can be about, by the word for it in the activity.
REPORTED = {"post": Post._meta.label_lower, "message": Message._meta.label_lower}


def address_of(viewer: Viewer, notice: Notice) -> str:
    """Where `notice` leads: to its post, message or paper; else to the post a decision is about; else to the community.

    What the viewer may not read (any more) is skipped, down to the list of notices itself."""
    if notice.is_of_paper:
        return papers.address_of(viewer, notice) or reverse("notices:list")
    place = notice.post or notice.message or _place_decided_on(viewer, notice)
    if place is not None:
        return place.get_absolute_url()
    community = notice.activity.community
    if community and Community.objects.known_to(viewer).filter(pk=community.pk).exists():
        return community.get_absolute_url()
    return reverse("notices:list")


def with_reasons(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, those of decisions with the reason given. One query for each kind of thing that keeps its own."""
    comments = papers.comments_on([row.newest for row in rows])
    for row in rows:
        row.reason = comments.get(row.newest.activity_id) or row.newest.activity.payload.get("reason", "")
    for model, column in REASONS.items():
        about = [row for row in rows if row.newest.activity.subject_type == model._meta.label_lower and not row.reason]
        ids = {row.newest.activity.subject_id for row in about}
        kept = dict(model.objects.filter(pk__in=ids).values_list("pk", column)) if ids else {}
        for row in about:
            row.reason = kept.get(row.newest.activity.subject_id, "")
    return rows


def _place_decided_on(viewer: Viewer, notice: Notice) -> Post | Message | None:
    """The post or message that a decision was about, where the viewer may read what stands around it."""
    activity = notice.activity
    kind, pk = activity.subject_type, activity.subject_id
    if activity.kind == "report.decided":
        kind, pk = REPORTED.get(activity.payload["matter"], ""), activity.payload["matter_id"]
    if kind == Post._meta.label_lower:
        threads = Thread.objects.visible_to(viewer)
        return Post.objects.filter(pk=pk, thread__in=threads).select_related("thread__community").first()
    if kind == Message._meta.label_lower:
        return Message.objects.visible_to(viewer).filter(pk=pk).select_related("channel__community").first()
    return None
