"""Reported messages of chat. A removed one keeps its text for the records office, so nothing can show it again."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import OuterRef
from django.utils.translation import gettext as _

from communities.models import Community, reached
from communities.viewer import Viewer
from forum.chat import actions
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
        """Removing a message cannot be undone: there is nothing to do."""


def _shown(message: Message) -> Shown:
    return Shown(
        where=_("Message in %s") % message.channel.name,
        url=message.get_absolute_url(),
        html=trusted("" if message.is_removed else message.html),
        author_name=message.author.name,
        author_title=message.author_title,
        agency_name=message.agency_name,
        agency_type=message.agency_type,
        is_hidden=message.is_removed,
    )
