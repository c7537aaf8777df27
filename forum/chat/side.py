"""The side navigation of chat: the channels of this community first, then those of the others."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from .models import FIRST, Channel
from .unread import Mine, my_channels


@dataclass(frozen=True)
class Entry:
    """One channel in the list."""

    mine: Mine
    url: str
    is_here: bool


@dataclass(frozen=True)
class Group:
    """The channels of one community, and the way to its front page."""

    name: str
    url: str
    is_muted: bool
    entries: list[Entry]


@dataclass(frozen=True)
class Side:
    """All of it, and how much is new in the other channels."""

    groups: list[Group]
    new: int


def side(request: HttpRequest, here: Channel) -> Side:
    """One query, whatever the number of communities. For visitors and readers there is this channel alone."""
    mine = sorted(my_channels(request.viewer), key=lambda each: (each.slug != FIRST, each.name))
    groups = [
        Group(
            place.name,
            f"{reverse('communities:directory')}{place.slug}/",
            place.level == "muted",
            [_entry(each, place.slug, here) for each in mine if each.community_id == place.community_id],
        )
        for place in sorted(request.viewer.belongings, key=lambda place: place.community_id != here.community_id)
    ]
    if here.community_id not in request.viewer.roles:
        only = Mine(here.pk, here.name, here.slug, here.community_id, here.head, 0)
        groups.insert(
            0,
            Group(
                here.community.name, here.community.get_absolute_url(), False, [_entry(only, here.community.slug, here)]
            ),
        )
    shown = [group for group in groups if group.entries]
    return Side(shown, sum(entry.mine.new for group in shown for entry in group.entries if not entry.is_here))


def _entry(mine: Mine, slug: str, here: Channel) -> Entry:
    return Entry(mine, reverse("chat:channel", args=[slug, mine.slug]), mine.id == here.pk)
