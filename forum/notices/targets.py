"""Where a notice leads, and the words that a decision was given with."""

from collections.abc import Sequence

from django.urls import reverse

from communities.models import Community, JoinRequest
from communities.viewer import Viewer
from forum.threads.models import Post

from .models import Notice
from .rows import Row


def address_of(viewer: Viewer, notice: Notice) -> str:
    """Where `notice` leads: to its post or message; else to the post a decision is about; else to the community.

    What the viewer may not read (any more) is skipped, down to the list of notices itself."""
    place = notice.post or notice.message or _decided_post(viewer, notice)
    if place is not None:
        return place.get_absolute_url()
    community = notice.activity.community
    if community and Community.objects.known_to(viewer).filter(pk=community.pk).exists():
        return community.get_absolute_url()
    return reverse("notices:list")


def with_reasons(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, those of decisions with the reason that was given. One query when there are declined requests."""
    label = JoinRequest._meta.label_lower
    asked = {row.newest.activity.subject_id for row in rows if row.newest.activity.subject_type == label}
    declined = dict(JoinRequest.objects.filter(pk__in=asked).values_list("pk", "reason")) if asked else {}
    for row in rows:
        activity = row.newest.activity
        row.reason = activity.payload.get("reason", "")
        if activity.subject_type == label:
            row.reason = declined.get(activity.subject_id, "")
    return rows


def _decided_post(viewer: Viewer, notice: Notice) -> Post | None:
    """The post that a report was about, or that a moderator changed, while the viewer may read it."""
    activity = notice.activity
    is_report = activity.kind == "report.decided" and activity.payload.get("matter") == "post"
    pk = activity.payload.get("matter_id") if is_report else None
    if activity.subject_type == Post._meta.label_lower:
        pk = activity.subject_id
    if pk is None:
        return None
    return Post.objects.visible_to(viewer).select_related("thread__community").filter(pk=pk).first()
