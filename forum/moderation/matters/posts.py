"""Reported posts."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from communities.models import Community
from communities.viewer import Viewer
from forum.markup import trusted
from forum.threads import actions
from forum.threads.models import Post

from .shown import Shown


class Posts:
    """Posts as a kind of matter. The opening post stands for its thread: hiding it hides the thread."""

    model = Post

    def community_of(self, subject: Post) -> Community:
        return subject.thread.community

    def shown(self, viewer: Viewer, ids: Collection[int]) -> dict[int, Shown]:
        rows = Post.objects.visible_to(viewer).filter(pk__in=ids).select_related("thread__community", "author")
        return {post.pk: _shown(post) for post in rows.defer("card", "source")}

    def hide(self, *, viewer: Viewer, pk: int, reason: str) -> None:
        post = _post(pk)
        if post.is_opening and not post.thread.is_hidden:
            actions.hide_thread(viewer=viewer, thread=post.thread, reason=reason)
        elif not post.is_opening and post.state != Post.State.HIDDEN:
            actions.hide_post(viewer=viewer, post=post, reason=reason)

    def show(self, *, viewer: Viewer, pk: int, reason: str) -> None:
        post = _post(pk)
        if post.is_opening and post.thread.is_hidden:
            actions.restore_thread(viewer=viewer, thread=post.thread)
        elif post.state == Post.State.HIDDEN:
            actions.restore_post(viewer=viewer, post=post)


def _post(pk: int) -> Post:
    return Post.objects.select_related("thread__community").get(pk=pk)


def _show_url(post: Post) -> str:
    slug = post.thread.community.slug
    if post.is_opening:
        return reverse("moderation:restore_thread", args=[slug, post.thread_id])
    return reverse("moderation:show_post", args=[slug, post.thread_id, post.number])


def _shown(post: Post) -> Shown:
    where = _("Post %(number)s in %(thread)s") % {"number": post.number, "thread": post.thread.title}
    return Shown(
        where=where,
        url=post.get_absolute_url(),
        html=trusted(post.html),
        author_name=post.author.name,
        author_title=post.author_title,
        agency_name=post.agency_name,
        agency_type=post.agency_type,
        is_hidden=post.state == Post.State.HIDDEN or post.thread.is_hidden,
        is_removed=post.state == Post.State.REMOVED,
        show_url=_show_url(post),
    )
