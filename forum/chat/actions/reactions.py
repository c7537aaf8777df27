"""Signs at messages. Each change is an event of the channel, so that every open page has the same ones."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from communities.refusal import Refused, require
from communities.viewer import Viewer

from .. import rules
from ..models import ChannelEvent, Message, Reaction
from ..reactions import EMOJI
from .log import add_event, locked


def react(*, viewer: Viewer, message: Message, emoji: str, is_on: bool = True) -> ChannelEvent | None:
    """Put the viewer's `emoji` at a message, or take it away. None when nothing changed.

    Raises PermissionDenied for people who are not members, Refused for another emoji than those on offer."""
    require(rules.may_say(viewer, message.channel), _("Only members react here: join the community first."))
    if emoji not in EMOJI:
        raise Refused("unknown_emoji", _("Choose one of the signs on offer."), status=422)
    with transaction.atomic():
        channel = locked(message.channel)
        if Message.objects.filter(pk=message.pk, removed_at__isnull=False).exists():
            raise Refused("removed", _("This message was removed in the meantime."))
        mine = Reaction.objects.filter(message=message, emoji=emoji, user=viewer.user)
        if mine.exists() == is_on:
            return None
        if is_on:
            Reaction.objects.create(message=message, emoji=emoji, user=viewer.user)
        else:
            mine.delete()
        return add_event(channel, ChannelEvent.Kind.REACTION, message=message)
