"""From an address to what a moderator may work on. Everything of another community is as if it were missing."""

from django.db.models import OuterRef
from django.http import Http404, HttpRequest

from communities.access import community_or_404, visible_or_404
from communities.models import Community, JoinRequest, reached
from communities.viewer import Viewer
from forum.chat.models import Message
from forum.chat.rules import may_moderate
from forum.threads.models import Post, Thread

from . import rules
from .models import ReviewItem


def desk_or_404(viewer: Viewer, slug: str) -> Community:
    """The community where `viewer` has a queue, moderating it or a private channel of it; for everybody else there is
    no such page."""
    community = community_or_404(viewer, slug)
    if not rules.may_see_queue(viewer, community.pk):
        raise Http404
    return community


def moderated_or_404(viewer: Viewer, slug: str) -> Community:
    """The community that `viewer` moderates; for everybody else there is no such page."""
    community = community_or_404(viewer, slug)
    if not viewer.moderates(community.pk):
        raise Http404
    return community


def item_or_404(request: HttpRequest, slug: str, pk: int) -> ReviewItem:
    """A review item that the viewer decides about, in its community."""
    community = desk_or_404(request.viewer, slug)
    items = ReviewItem.objects.select_related("community")
    return visible_or_404(request.viewer, items, pk=pk, community=community)


def request_or_404(request: HttpRequest, slug: str, pk: int) -> JoinRequest:
    """A join request of a community that the viewer moderates."""
    community = moderated_or_404(request.viewer, slug)
    found = JoinRequest.objects.select_related("community", "user__agency").filter(pk=pk, community=community).first()
    if found is None:
        raise Http404
    return found


def thread_or_404(request: HttpRequest, slug: str, thread_id: int) -> Thread:
    """A thread of a community that the viewer moderates."""
    community = moderated_or_404(request.viewer, slug)
    return visible_or_404(request.viewer, Thread.objects.select_related("community"), pk=thread_id, community=community)


def post_or_404(viewer: Viewer, slug: str, thread_id: int, number: int) -> Post:
    """A post that `viewer` may read, at its place."""
    posts = Post.objects.select_related("thread__community", "author").defer("card", "html")
    return visible_or_404(viewer, posts, thread_id=thread_id, number=number, thread__community__slug=slug)


def message_or_404(viewer: Viewer, slug: str, pk: int) -> Message:
    """A message of chat that `viewer` may read, in its community."""
    messages = Message.objects.select_related("channel__community", "author")
    return visible_or_404(viewer, messages, pk=pk, channel__community__slug=slug)


def removed_message_or_404(request: HttpRequest, slug: str, pk: int) -> Message:
    """A message of a channel that the viewer moderates, removed ones too."""
    messages = Message.objects.select_related("channel__community", "author")
    in_sight = messages.filter(reached(request.viewer, OuterRef("channel__audience")))
    found = in_sight.filter(pk=pk, channel__community__slug=slug).first()
    if found is None or not may_moderate(request.viewer, found.channel):
        raise Http404
    return found
