"""What moderation does with activities: a report follows its thread into another community."""

from collections.abc import Sequence

from django.db import transaction

from communities.models import Delivery
from forum.threads.models import Post, Thread

from .models import Claim, Matter, ReviewItem


class Following:
    """Hands open reports on posts of a moved thread to the moderators of its new community."""

    name = "moderation"

    def wants(self, kind: str) -> bool:
        return kind == "thread.moved"

    def deliver(self, batch: Sequence[Delivery]) -> None:
        for thread_id in {delivery.activity.subject_id for delivery in batch}:
            follow(thread_id)


@transaction.atomic
def follow(thread_id: int) -> None:
    """Bring the open reports on posts of this thread to where it stands now. Claims made elsewhere end."""
    thread = Thread.objects.select_related("community").filter(pk=thread_id).first()
    if thread is None:
        return
    posts = Post.objects.filter(thread=thread).values("pk")
    items = ReviewItem.objects.waiting().filter(matter=Matter.POST, matter_id__in=posts)
    left_behind = list(items.exclude(community=thread.community).values_list("pk", flat=True))
    Claim.objects.filter(held=Claim.Held.REPORT, held_id__in=left_behind).delete()
    ReviewItem.objects.filter(pk__in=left_behind).update(
        community=thread.community, audience=thread.community.moderators_audience
    )
