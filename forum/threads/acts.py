"""What this app lets people do with a post beyond reading it: the lines of a menu. Moderation adds its own by tag."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from communities.viewer import Viewer

from . import rules
from .models import Post


@dataclass(frozen=True, slots=True)
class Act:
    """One line of a menu: a link, or a form of one button when `is_post`. `key` is its keyboard shortcut's name."""

    icon: str
    label: str
    url: str
    is_post: bool = False
    is_danger: bool = False
    begins_group: bool = False
    key: str = ""


def post_acts(viewer: Viewer, post: Post) -> list[Act]:
    """What `viewer` may do with `post`, whose thread and community are joined."""
    return list(_acts(viewer, post))


def _acts(viewer: Viewer, post: Post) -> Iterable[Act]:
    thread = post.thread
    if viewer.is_visitor:
        return
    where = [thread.community.slug, thread.pk, post.number]
    if rules.may_edit(viewer, post):
        yield Act("edit", _("Edit"), reverse("threads:edit", args=where), key="edit")
    if post.is_shown:
        yield Act("inbox", _("Mark unread from here"), reverse("threads:mark_unread", args=where), True, key="unread")
    if rules.may_accept(viewer, post):
        is_answer = thread.answer_id == post.pk
        label = _("Take back as answer") if is_answer else _("Choose as answer")
        yield Act("solved", label, reverse("threads:answer", args=where), is_post=True)
    if post.revisions_count and rules.may_see_revisions(viewer, post):
        yield Act("history", _("See earlier texts"), reverse("threads:revisions", args=where), begins_group=True)
    if rules.may_restore(viewer, post) and post.state == Post.State.REMOVED:
        yield Act("retry", _("Restore"), reverse("threads:restore", args=where), is_post=True)
    if rules.may_remove(viewer, post):
        yield Act("close", _("Remove post"), reverse("threads:remove", args=where), is_danger=True, begins_group=True)
