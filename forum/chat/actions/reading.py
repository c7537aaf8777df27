"""Where somebody is in a channel. It only moves on, except when a person asks for the contrary."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.timezone import now

from communities import frame
from communities.models import Community
from communities.prepared import Prepared
from communities.viewer import Viewer

from ..models import Channel, ConversationPosition, Message, ReadPosition


def note_read(*, viewer: Viewer, channel: Channel, seq: int, number: int | None = None, own: int = 0) -> None:
    """Note that the viewer has read up to event `seq`, never less than before. `number` is its last message's.

    The viewer's other pages are told when anything but the viewer's `own` last messages was new."""
    seq = min(seq, channel.head)
    held = _read.first(user=viewer.id, channel=channel.pk)
    if held and held[0] >= seq:
        return
    if number is None:
        number = _number_at(channel, seq)
    if held:
        # Only forward: another tab may have read further in this moment.
        mine = ReadPosition.objects.filter(user_id=viewer.id, channel=channel, seq__lt=seq)
        mine.update(seq=seq, number=number, at=now())
    else:
        ReadPosition.objects.bulk_create(
            [ReadPosition(user_id=viewer.id, channel=channel, seq=seq, number=number)], ignore_conflicts=True
        )
    if number - (held[1] if held else 0) > own:
        frame.changed([viewer.id])


_read: Prepared[tuple[int, int]] = Prepared(
    lambda user, channel: ReadPosition.objects.filter(user_id=user, channel_id=channel).values_list("seq", "number")
)


@transaction.atomic
def mark_unread(*, viewer: Viewer, message: Message) -> None:
    """Have `message` and what follows be new to the viewer again, in the stream in which it stands."""
    if message.conversation_id:
        earlier = Message.objects.filter(conversation=message.conversation_id, seq__lt=message.seq).count()
        ConversationPosition.objects.update_or_create(
            user_id=viewer.id,
            conversation_id=message.conversation_id,
            defaults={"seq": message.seq - 1, "number": earlier},
        )
        return
    ReadPosition.objects.update_or_create(
        user_id=viewer.id,
        channel=message.channel,
        defaults={"seq": message.seq - 1, "number": message.number - 1, "at": now()},
    )
    frame.changed([viewer.id])


@transaction.atomic
def choose_level(*, viewer: Viewer, channel: Channel, level: str) -> None:
    """How much of a channel the viewer wants to hear."""
    ReadPosition.objects.update_or_create(user_id=viewer.id, channel=channel, defaults={"level": level})
    frame.changed([viewer.id])


def start_reading(user_id: int, communities: Iterable[Community | int]) -> None:
    """Somebody has come to these communities: what was said before is not new to them."""
    channels = Channel.objects.filter(community__in=communities, is_private=False)
    positions = [
        ReadPosition(user_id=user_id, channel=channel, seq=channel.head, number=channel.message_count)
        for channel in channels
    ]
    ReadPosition.objects.bulk_create(positions, ignore_conflicts=True)


def _number_at(channel: Channel, seq: int) -> int:
    if seq >= channel.head:
        return channel.message_count
    last = Message.objects.filter(channel=channel, seq__lte=seq).order_by("-seq").values_list("number", flat=True)
    return last.first() or 0
