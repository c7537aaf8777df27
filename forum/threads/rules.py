"""What a viewer may do with threads and posts: pure answers, no queries. A thread comes with its community joined."""

from datetime import datetime, timedelta

from django.utils.timezone import now

from communities.models import Community
from communities.viewer import Viewer

from .models import Post, Thread

# How long an author may bring back a post of their own.
RESTORE_WINDOW = timedelta(days=7)


def may_start(viewer: Viewer, community: Community, kind: str = Thread.Kind.DISCUSSION) -> bool:
    """Members and guests start discussions and questions; moderators announce."""
    if kind == Thread.Kind.ANNOUNCEMENT:
        return viewer.moderates(community.pk)
    return viewer.is_member_of(community.pk)


def may_reply(viewer: Viewer, thread: Thread) -> bool:
    """Members, while the thread is open; its moderators also when it is locked."""
    if thread.is_locked or thread.is_hidden:
        return viewer.moderates(thread.community_id)
    return viewer.is_member_of(thread.community_id)


def may_edit(viewer: Viewer, post: Post) -> bool:
    """The author alone, where the author may still write. Nobody changes another person's words."""
    return post.is_shown and is_author(viewer, post) and may_reply(viewer, post.thread)


def may_change(viewer: Viewer, thread: Thread) -> bool:
    """Title, tags and kind: who started the thread, and its moderators."""
    if viewer.moderates(thread.community_id):
        return True
    return viewer.id is not None and thread.started_by_id == viewer.id and may_reply(viewer, thread)


def may_remove(viewer: Viewer, post: Post) -> bool:
    """The author, as long as there is something to remove. An opening post goes with its thread: moderators hide it."""
    return post.is_shown and not post.is_opening and is_author(viewer, post) and may_reply(viewer, post.thread)


def may_restore(viewer: Viewer, post: Post, at: datetime | None = None) -> bool:
    """A removed post: its author, for a while. A hidden one: moderators."""
    if post.state == Post.State.HIDDEN:
        return viewer.moderates(post.thread.community_id)
    if post.state != Post.State.REMOVED or post.state_at is None or not is_author(viewer, post):
        return False
    return may_reply(viewer, post.thread) and post.state_at > (at or now()) - RESTORE_WINDOW


def may_accept(viewer: Viewer, post: Post) -> bool:
    """Of a question: who asked it, and moderators; any readable post but the question itself."""
    if post.thread.kind != Thread.Kind.QUESTION or post.is_opening or not post.is_shown:
        return False
    return may_change(viewer, post.thread)


def may_see_revisions(viewer: Viewer, post: Post) -> bool:
    """Earlier texts are for the author and the moderators."""
    return is_author(viewer, post) or viewer.moderates(post.thread.community_id)


def may_hide(viewer: Viewer, post: Post) -> bool:
    return post.is_shown and not post.is_opening and viewer.moderates(post.thread.community_id)


def may_moderate(viewer: Viewer, thread: Thread) -> bool:
    """Pin, lock, hide, restore."""
    return viewer.moderates(thread.community_id)


def may_move(viewer: Viewer, thread: Thread, target: Community) -> bool:
    """Who moderates both ends."""
    return viewer.moderates(thread.community_id) and viewer.moderates(target.pk)


def is_author(viewer: Viewer, post: Post) -> bool:
    return viewer.id is not None and viewer.id == post.author_id
