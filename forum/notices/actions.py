"""All that people change about their own notices: what they have read, and how they want to be told."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now

from communities.actions.memberships import set_level
from communities.models import Community, User
from communities.viewer import Viewer

from .bells import ring
from .models import Bell, Notice


@transaction.atomic
def mark_read(*, viewer: Viewer, notices: QuerySet[Notice]) -> int:
    """Mark those of `notices` that are the viewer's own as read, and say how many were not before."""
    marked = notices.filter(user_id=viewer.id, read_at__isnull=True).update(read_at=now())
    if marked:
        ring([viewer.id])
    return marked


def opened(*, viewer: Viewer, notice: Notice) -> None:
    """The viewer goes to what `notice` is about: it is read, with the other replies in the same thread."""
    together = Notice.objects.filter(pk=notice.pk)
    if notice.post_id and notice.kind == Notice.Kind.REPLY:
        together |= Notice.objects.filter(
            user_id=viewer.id, kind=Notice.Kind.REPLY, post__thread_id=notice.post.thread_id
        )
    mark_read(viewer=viewer, notices=together)


@transaction.atomic
def choose(*, viewer: Viewer, levels: dict[Community, str], switches: dict[str, bool]) -> None:
    """Keep how the viewer wants to hear of each community, and what may come by mail (fields of the bell)."""
    for community, level in levels.items():
        set_level(viewer=viewer, community=community, level=level)
    Bell.objects.update_or_create(user_id=viewer.id, defaults=switches)


@transaction.atomic
def stop_mail(*, user: User, switch: str) -> None:
    """Send `user` no more mail of one kind: what the link at the foot of a mail does, without a sign-in."""
    Bell.objects.update_or_create(user=user, defaults={switch: False})
