"""How much is new in whose channels: one query, and no counting of messages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from communities import frame
from communities.drawing import url
from communities.models import Level
from communities.prepared import Prepared
from communities.viewer import Belonging, Viewer

from .models import FIRST, Channel, Mention, ReadPosition
from .rules import private_channels

MOST_IN_FRAME = 8
Quiet = ReadPosition.Level


@dataclass(frozen=True)
class Mine:
    """A channel of a community that the viewer belongs to, and how many of its messages are new."""

    id: int
    name: str
    slug: str
    community_id: int
    head: int
    new: int
    mentions: int = 0
    level: str = ReadPosition.Level.ALL
    is_private: bool = False

    @property
    def shown(self) -> int:
        """What counts as new to somebody who chose to hear so much of it."""
        return {Quiet.MUTED: 0, Quiet.MENTIONS: self.mentions}.get(self.level, self.new)


def my_channels(viewer: Viewer) -> list[Mine]:
    """The channels of the viewer's communities that are not archived, the latest talk first. One query."""
    if not viewer.roles:
        return []
    # Nothing has the number 0: a list of values must not be empty.
    private = private_channels(viewer) or (0,)
    return [_mine(*row) for row in _channels(user=viewer.id, places=tuple(viewer.roles), private=private)]


def _mine(
    pk: int,
    name: str,
    slug: str,
    community_id: int,
    head: int,
    is_private: bool,
    message_count: int,
    number: int | None,
    level: str | None,
    mentions: int,
) -> Mine:
    new = max(0, message_count - (number or 0))
    return Mine(pk, name, slug, community_id, head, new, mentions, level or Quiet.ALL, is_private)


_COLUMNS = ("pk", "name", "slug", "community_id", "head", "is_private", "message_count")
_COLUMNS += ("mine__number", "mine__level", "mentioned")


def _channels_of(user: int, places: tuple[int, ...], private: tuple[int, ...]) -> QuerySet[Channel]:
    return (
        Channel.objects.filter(community__in=places, archived_at__isnull=True)
        .filter(Q(is_private=False) | Q(pk__in=private))
        .annotate(mine=FilteredRelation("positions", condition=Q(positions__user=user)))
        .annotate(mentioned=Coalesce(Subquery(_mentions_of(user)), 0))
        .order_by(F("last_message_at").desc(nulls_last=True), "name")
        .values_list(*_COLUMNS)
    )


def _mentions_of(user: int) -> QuerySet[Mention]:
    """How often the channel of the outer query names the person beyond what was read there."""
    mentions = Mention.objects.filter(
        user=user, channel=OuterRef("pk"), number__gt=Coalesce(OuterRef("mine__number"), 0)
    )
    return mentions.order_by().values("channel").annotate(count=Count("pk")).values("count")


_channels: Prepared[tuple[Any, ...]] = Prepared(_channels_of)


def unread_chat(viewer: Viewer, channels: list[Mine]) -> dict[int, int]:
    """New messages by community, for the tab of each."""
    counts: Counter[int] = Counter()
    for channel in channels:
        counts[channel.community_id] += channel.shown
    return counts


def named_chat(viewer: Viewer, channels: list[Mine]) -> dict[int, int]:
    """How often the viewer is named in what is new, by community."""
    counts: Counter[int] = Counter()
    for channel in channels:
        counts[channel.community_id] += channel.shown and channel.mentions
    return counts


def in_channels(viewer: Viewer, channels: list[Mine]) -> dict[int, tuple[int, int, int]]:
    """What is new and how often the viewer is named in each channel, as of its last event."""
    return {channel.id: (channel.shown, channel.mentions if channel.shown else 0, channel.head) for channel in channels}


def side_channels(viewer: Viewer, channels: list[Mine]) -> tuple[frame.Channel, ...]:
    """The channels with something new, for the side navigation of every page."""
    places = {mine.community_id: mine for mine in viewer.belongings}
    shown = [mine for mine in channels if mine.shown and places[mine.community_id].level != Level.MUTED]
    return tuple(_in_frame(mine, places[mine.community_id]) for mine in shown[:MOST_IN_FRAME])


def _in_frame(mine: Mine, place: Belonging) -> frame.Channel:
    name = place.name if mine.slug == FIRST else f"{place.name} / {mine.name}"
    return frame.Channel(mine.id, name, url("chat:channel", place.slug, mine.slug), mine.shown, mine.mentions)
