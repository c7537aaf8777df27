"""Where somebody is in a channel. It only moves on, except when a person asks for the contrary."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.timezone import now

from communities.models import Community
from communities.viewer import Viewer

from ..models import Channel, Message, ReadPosition


def note_read(*, viewer: Viewer, channel: Channel, seq: int, number: int | None = None) -> None:
    """Note that the viewer has read up to event `seq`, never less than before. `number` is its last message's."""
    seq = min(seq, channel.head)
    if number is None:
        number = _number_at(channel, seq)
    moved = ReadPosition.objects.filter(user_id=viewer.id, channel=channel, seq__lt=seq).update(
        seq=seq, number=number, at=now()
    )
    if not moved:
        # Nothing is made when it is there already: another tab has read further.
        ReadPosition.objects.bulk_create(
            [ReadPosition(user_id=viewer.id, channel=channel, seq=seq, number=number)], ignore_conflicts=True
        )


def start_reading(user_id: int, communities: Iterable[Community | int]) -> None:
    """Somebody has come to these communities: what was said before is not new to them."""
    channels = Channel.objects.filter(community__in=communities)
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
