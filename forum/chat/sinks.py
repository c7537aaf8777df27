"""What chat does by itself when communities, memberships and circles of readers change."""

from __future__ import annotations

from collections.abc import Sequence

from communities.models import Activity, Delivery

from . import actions

_OF_READERS = frozenset(
    {
        "membership.started",
        "membership.changed",
        "membership.ended",
        "community.changed",
        "reach.changed",
        "channel.changed",
    }
)


class ChatSink:
    """Opens the first channel of a new community, lets newcomers begin at the end of each channel, and tells the open
    pages of a community that others read along now."""

    name = "chat"

    def wants(self, kind: str) -> bool:
        return kind == "community.founded" or kind in _OF_READERS

    def deliver(self, batch: Sequence[Delivery]) -> None:
        activities = [delivery.activity for delivery in batch]
        if any(each.kind == "community.founded" for each in activities):
            actions.open_first_channels()
        for each in activities:
            _come_or_go(each)
        if changed := {each.community_id for each in activities if each.kind in _OF_READERS}:
            actions.tell_rooms_of(changed)


def _come_or_go(happened: Activity) -> None:
    if happened.kind == "membership.started":
        actions.start_reading(happened.payload["user"], [happened.community_id])
    elif happened.kind == "membership.ended":
        actions.leave_private_channels(happened.payload["user"], [happened.community_id])
        actions.leave_rooms(happened.payload["user"], [happened.community_id])
