"""What this app itself does with activities: it draws cards anew when something in them has changed."""

from collections.abc import Sequence

from communities.models import Delivery

from . import cards
from .models import Post

STALE_AFTER = frozenset({"person.changed", "person.deactivated"})
AT_ONCE = 200


class StaleCards:
    """Marks the cards of a person whose name changed; they are drawn when they are read, and stored by the clock."""

    name = "stale-cards"

    def wants(self, kind: str) -> bool:
        return kind in STALE_AFTER

    def deliver(self, batch: Sequence[Delivery]) -> None:
        people = {delivery.activity.subject_id for delivery in batch}
        Post.objects.filter(author__in=people).update(card_version=0)


def draw_stale_cards() -> None:
    """A clock job: store the cards that an older version drew, a few at a time."""
    stale = Post.objects.filter(card_version__lt=cards.VERSION).select_related("author", "reply_to")
    for post in stale.prefetch_related("attachments")[:AT_ONCE]:
        cards.draw(post, post.author, post.attachments.all(), post.reply_to.number if post.reply_to else None)
        # Unless it was edited meanwhile: then its card is the newer one.
        same = Post.objects.filter(pk=post.pk, revisions_count=post.revisions_count)
        same.update(card=post.card, card_version=post.card_version)
