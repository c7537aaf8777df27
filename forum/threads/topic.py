"""The live topic of an open thread: what happened since, the same for everybody who reads it."""

from collections.abc import Iterable, Mapping

from communities.topics import Item, Operation
from communities.viewer import Viewer

from . import cards
from .models import Post, Thread, ThreadEvent

_OF_POSTS = frozenset({"post", "edit", "remove", "restore"})


class ThreadTopic:
    """`thread:12`. Its events keep ids; what is sent of a post is its card, or its line, as it is now."""

    kind = "thread"
    is_personal = False
    is_state = False
    operations: Mapping[str, Operation] = {}

    def audience_of(self, viewer: Viewer, key: int) -> str | None:
        """The audience of the thread, None when it is not the viewer's to read."""
        return Thread.objects.visible_to(viewer).filter(pk=key).values_list("audience", flat=True).first()

    def heads(self, keys: Iterable[int]) -> dict[int, int]:
        """The number of the last event of each thread."""
        return dict(Thread.objects.filter(pk__in=list(keys)).values_list("pk", "event_head"))

    def items(self, key: int, after: int, limit: int) -> list[Item]:
        """At most `limit` events after `after`, in order."""
        events = ThreadEvent.objects.filter(thread=key, seq__gt=after).order_by("seq")
        joined = events.select_related("post", "thread").defer("post__source", "post__html")
        return [_item(event) for event in joined[:limit]]


def _item(event: ThreadEvent) -> Item:
    item: Item = {"seq": event.seq, "kind": event.kind, "at": event.at.isoformat()}
    if event.kind in _OF_POSTS and event.post:
        item |= {"number": event.post.number, "author": event.post.author_id, "html": _html(event.thread, event.post)}
    return item


def _html(thread: Thread, post: Post) -> str:
    """What everybody who reads the thread may read of the post."""
    if not post.is_shown or post.audience != thread.audience:
        return cards.tombstone(post)
    return cards.current(post)
