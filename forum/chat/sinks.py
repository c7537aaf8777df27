"""What chat does by itself when communities and memberships begin."""

from __future__ import annotations

from collections.abc import Sequence

from communities.models import Delivery

from . import actions


class ChatSink:
    """Opens the first channel of a new community, and lets newcomers begin at the end of each channel."""

    name = "chat"

    def wants(self, kind: str) -> bool:
        return kind in {"community.founded", "membership.started"}

    def deliver(self, batch: Sequence[Delivery]) -> None:
        activities = [delivery.activity for delivery in batch]
        if any(each.kind == "community.founded" for each in activities):
            actions.open_first_channels()
        for each in activities:
            if each.kind == "membership.started":
                actions.start_reading(each.payload["user"], [each.community_id])
