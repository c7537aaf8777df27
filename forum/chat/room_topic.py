"""The room around a channel as a live topic: for those who write in the channel, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from communities.topics import Item, Operation
from communities.viewer import Viewer

from . import actions, room, rules
from .models import Channel, Room
from .places import channel_by_id


@dataclass(frozen=True)
class IsHere:
    is_here: bool


@dataclass(frozen=True)
class Typing:
    is_typing: bool


def here(viewer: Viewer, key: int, request: IsHere) -> None:
    actions.note_here(viewer=viewer, channel=channel_by_id(viewer, key), is_here=request.is_here)


def typing(viewer: Viewer, key: int, request: Typing) -> None:
    actions.note_typing(viewer=viewer, channel=channel_by_id(viewer, key), is_typing=request.is_typing)


class RoomTopic:
    """The live topic `room:<id of the channel>`. Readers of an open channel who are no members have none."""

    kind = "room"
    is_personal = False
    is_state = True
    operations: Mapping[str, Operation] = {"here": Operation(IsHere, here), "typing": Operation(Typing, typing)}

    def audience_of(self, viewer: Viewer, key: int) -> str | None:
        channel = Channel.objects.visible_to(viewer).filter(pk=key).first()
        return channel.audience if channel and rules.may_say(viewer, channel) else None

    def heads(self, keys: Iterable[int]) -> dict[int, int]:
        wanted = set(keys)
        return dict.fromkeys(wanted, 0) | dict(Room.objects.filter(channel__in=wanted).values_list("channel", "head"))

    def items(self, key: int, after: int, limit: int) -> list[Item]:
        """The state as it is now. The version is read first: what changes in between is told again."""
        head = self.heads([key])[key]
        channel = Channel.objects.select_related("community").filter(pk=key).first()
        return [room.state(channel, head)] if channel else []
