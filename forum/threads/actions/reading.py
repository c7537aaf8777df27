"""How far somebody has read. The only writes that a GET may make, and only about the reader."""

from django.db import transaction
from django.utils.timezone import now

from communities import frame
from communities.models import Community
from communities.viewer import Viewer

from ..models import CommunityMark, Post, ReadPosition, Thread


def mark_read(*, viewer: Viewer, thread: Thread, number: int, is_told: bool = False) -> None:
    """Move the viewer's position in `thread` on to `number`, never back. One statement, none for visitors.

    With `is_told` the counts of the viewer's open pages follow: a page that is just being made has them already."""
    if viewer.is_visitor:
        return
    number = min(number, thread.last_number)
    with transaction.atomic():
        moved = ReadPosition.objects.filter(user_id=viewer.id, thread=thread, number__lt=number)
        if not moved.update(number=number):
            ReadPosition.objects.bulk_create(
                [ReadPosition(user_id=viewer.id, thread=thread, number=number)], ignore_conflicts=True
            )
        if is_told:
            frame.changed([viewer.id])


@transaction.atomic
def mark_unread(*, viewer: Viewer, post: Post) -> None:
    """Make `post`, and what follows it, new to the viewer again, however old it is."""
    ReadPosition.objects.update_or_create(
        user_id=viewer.id, thread_id=post.thread_id, defaults={"number": post.number - 1, "set_back_at": now()}
    )
    frame.changed([viewer.id])


@transaction.atomic
def mark_all_read(*, viewer: Viewer, community: Community) -> None:
    """Nothing that is in `community` now is new to the viewer any more."""
    CommunityMark.objects.update_or_create(user_id=viewer.id, community=community, defaults={"at": now()})
    frame.changed([viewer.id])
