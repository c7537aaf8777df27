"""The event log of a channel: its row is the lock, its head the counter."""

from __future__ import annotations

from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import doorbell
from communities.prepared import Prepared
from communities.refusal import Refused

from ..models import Channel, ChannelEvent, Message, Transcript


def locked(channel: Channel, *, even_archived: bool = False) -> Channel:
    """The channel as it is now, held until the transaction ends: nobody else numbers an event meanwhile.

    Raises Refused when it was archived, unless that does not matter."""
    held = _held.first(pk=channel.pk)
    held.community = channel.community
    if not even_archived:
        refuse_archived(held)
    return held


_held: Prepared[Channel] = Prepared(lambda pk: Channel.objects.select_for_update().filter(pk=pk))


def refuse_archived(channel: Channel) -> None:
    """Raise Refused when nobody writes in this channel any more."""
    if channel.archived_at:
        raise Refused("archived", _("This channel has been archived: it can be read, and nobody writes in it."))


def add_event(
    channel: Channel,
    kind: str,
    *,
    message: Message | None = None,
    transcript: Transcript | None = None,
    is_new_message: bool = False,
) -> ChannelEvent:
    """The next event of a locked channel; the doorbell rings after the commit."""
    channel.head += 1
    changes: dict[str, object] = {"head": channel.head}
    if is_new_message:
        channel.message_count += 1
        changes |= {"message_count": channel.message_count, "last_message_at": now()}
    event = ChannelEvent.objects.create(
        channel=channel, seq=channel.head, kind=kind, message=message, transcript=transcript
    )
    Channel.objects.filter(pk=channel.pk).update(**changes)
    doorbell.ring(channel.topic, channel.head)
    return event
