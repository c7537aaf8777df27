"""Reported messages of chat. Hiding one removes it; what its author took back nobody can show again."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from communities.models import Community, reached
from communities.viewer import Viewer
from forum.chat import actions, rules
from forum.chat.models import Message
from forum.markup import trusted

from .shown import Shown


class Messages:
    """Messages as a kind of matter."""

    model = Message

    def community_of(self, subject: Message) -> Community:
        return subject.channel.community

    def shown(self, viewer: Viewer, ids: Collection[int]) -> dict[int, Shown]:
        # Removed ones too, without their words: the queue says what became of them.
        readable = Message.objects.filter(reached(viewer, OuterRef("channel__audience")), pk__in=ids)
        rows = readable.select_related("channel__community", "author")
        return {message.pk: _shown(message) for message in rows}

    def hide(self, *, viewer: Viewer, pk: int, reason: str) -> None:
        message = Message.objects.select_related("channel__community").get(pk=pk)
        actions.remove(viewer=viewer, message=message, reason=reason)

    def show(self, *, viewer: Viewer, pk: int, reason: str) -> None:
        message = Message.objects.select_related("channel__community").get(pk=pk)
        if message.is_removed and rules.may_restore(viewer, message):
            actions.restore(viewer=viewer, message=message)


def _show_url(message: Message) -> str:
    return reverse("moderation:show_message", args=[message.channel.community.slug, message.pk])


def _shown(message: Message) -> Shown:
    return Shown(
        where=_("Message in %s") % message.channel.name,
        url=message.get_absolute_url(),
        html=trusted("" if message.is_removed else message.html),
        author_name=message.by,
        author_title=message.author_title,
        agency_name=message.agency_name,
        agency_type=message.agency_type,
        is_hidden=message.is_removed and message.removed_by_id != message.author_id,
        is_removed=message.is_removed and message.removed_by_id == message.author_id,
        show_url=_show_url(message),
    )
