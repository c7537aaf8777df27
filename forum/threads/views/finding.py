"""From the ids in an address to threads and posts that the viewer may read. Private and missing answer alike."""

from django.http import Http404

from communities.access import visible_or_404
from communities.viewer import Viewer

from ..models import Post, Thread

# What the column of numbers can hold.
MOST = 2_147_483_647


def thread_or_404(viewer: Viewer, thread_id: int) -> Thread:
    """The thread, its community joined. Its address's community is decoration too: a thread that moved is found."""
    return visible_or_404(viewer, Thread.objects.select_related("community"), pk=thread_id)


def post_or_404(viewer: Viewer, thread_id: int, number: int) -> Post:
    """A post that the viewer may read, its thread, community and author joined.

    An author also finds an own post that is removed: it may be brought back."""
    if number > MOST:
        raise Http404
    posts = Post.objects.select_related("thread__community", "author")
    own = posts.filter(author_id=viewer.id or 0, state=Post.State.REMOVED, thread=thread_id, number=number).first()
    if own is not None:
        thread_or_404(viewer, thread_id)
        return own
    return visible_or_404(viewer, posts, thread_id=thread_id, number=number)
