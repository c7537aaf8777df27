"""Writing down the next event of a thread: its live topic has gap-free numbers in the order of the commits."""

from collections.abc import Sequence

from communities import activity, doorbell
from communities.models import Community
from communities.viewer import Viewer

from .models import Post, Thread, ThreadEvent


def locked(thread: Thread) -> Thread:
    """The thread as it is now, its row locked until the transaction ends: whoever changes it waits here."""
    return Thread.objects.select_for_update(of=("self",)).select_related("community").get(pk=thread.pk)


def happened(thread: Thread, kind: str, viewer: Viewer | None, post: Post | None = None) -> ThreadEvent:
    """Write the event and ring. `thread` is locked and is saved by the caller, `event_head` included."""
    thread.event_head += 1
    event = ThreadEvent.objects.create(
        thread=thread,
        seq=thread.event_head,
        kind=kind,
        post=post,
        after_number=thread.last_number,
        actor_id=viewer.id if viewer else None,
    )
    if kind in (ThreadEvent.Kind.HIDE, ThreadEvent.Kind.MOVE):
        doorbell.narrow(f"thread:{thread.pk}")
    doorbell.ring(f"thread:{thread.pk}", thread.event_head)
    return event


def record(
    viewer: Viewer, thread: Thread, event: str, kind: str, changed: Sequence[str], payload: dict | None = None
) -> Thread:
    """Save what an act `changed` of a locked thread, with its event and its activity of `kind`."""
    happened(thread, event, viewer)
    thread.save(update_fields=[*changed, "event_head"])
    activity.record(
        kind=kind,
        actor=viewer,
        subject=thread,
        audience=thread.audience,
        community=thread.community_id,
        payload=payload,
    )
    return thread


def recount(thread: Thread) -> None:
    """Set what counts readable posts and says who wrote last, after one was hidden, removed or restored."""
    shown = thread.posts.filter(state=Post.State.SHOWN)
    last = shown.order_by("-number").only("number", "written_at", "author_id").first()
    thread.posts_count = shown.count()
    if last:
        thread.last_shown, thread.last_post_at, thread.last_post_by_id = last.number, last.written_at, last.author_id


def touch(community: Community, post: Post) -> None:
    """The community was active when `post` was written."""
    Community.objects.filter(pk=community.pk, last_active_at__lt=post.written_at).update(last_active_at=post.written_at)
