"""How much is new in whose channels: one query, and no counting of messages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from communities import frame
from communities.models import Level
from communities.prepared import Prepared
from communities.viewer import Belonging, Viewer

from .models import FIRST, Channel, Mention

MOST_IN_FRAME = 8


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


def my_channels(viewer: Viewer) -> list[Mine]:
    """The channels of the viewer's communities that are not archived, the latest talk first. One query."""
    if not viewer.roles:
        return []
    rows = _channels(user=viewer.id, places=tuple(viewer.roles))
    return [Mine(*row[:5], new=max(0, row[5] - (row[6] or 0)), mentions=row[7]) for row in rows]


def _channels_of(user: int, places: tuple[int, ...]) -> QuerySet[Channel]:
    return (
        Channel.objects.filter(community__in=places, archived_at__isnull=True)
        .annotate(mine=FilteredRelation("positions", condition=Q(positions__user=user)))
        .annotate(mentioned=Coalesce(Subquery(_mentions_of(user)), 0))
        .order_by(F("last_message_at").desc(nulls_last=True), "name")
        .values_list("pk", "name", "slug", "community_id", "head", "message_count", "mine__number", "mentioned")
    )


def _mentions_of(user: int) -> QuerySet[Mention]:
    """How often the channel of the outer query names the person beyond what was read there."""
    mentions = Mention.objects.filter(
        user=user, channel=OuterRef("pk"), number__gt=Coalesce(OuterRef("mine__number"), 0)
    )
    return mentions.order_by().values("channel").annotate(count=Count("pk")).values("count")


_channels: Prepared[tuple[int, str, str, int, int, int, int | None, int]] = Prepared(_channels_of)


def unread_chat(viewer: Viewer, channels: list[Mine]) -> dict[int, int]:
    """New messages by community, for the tab of each."""
    counts: Counter[int] = Counter()
    for channel in channels:
        counts[channel.community_id] += channel.new
    return counts


def in_channels(viewer: Viewer, channels: list[Mine]) -> dict[int, tuple[int, int, int]]:
    """What is new and how often the viewer is named in each channel, as of its last event."""
    return {channel.id: (channel.new, channel.mentions, channel.head) for channel in channels}


def side_channels(viewer: Viewer, channels: list[Mine]) -> list[frame.Channel]:
    """The channels with something new, for the side navigation of every page."""
    places = {mine.community_id: mine for mine in viewer.belongings}
    shown = [mine for mine in channels if mine.new and places[mine.community_id].level != Level.MUTED]
    return [_in_frame(mine, places[mine.community_id]) for mine in shown[:MOST_IN_FRAME]]


def _in_frame(mine: Mine, place: Belonging) -> frame.Channel:
    name = place.name if mine.slug == FIRST else f"{place.name} / {mine.name}"
    return frame.Channel(mine.id, name, reverse("chat:channel", args=[place.slug, mine.slug]), mine.new, mine.mentions)
