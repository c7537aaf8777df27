"""The side navigation of chat: the channels of this community first, then those of the others."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from communities.models import Level
from communities.viewer import Belonging

from .models import FIRST, Channel
from .unread import Mine, my_channels


@dataclass(frozen=True)
class Entry:
    """One channel in the list."""

    mine: Mine
    url: str
    is_here: bool
    is_muted: bool

    @property
    def shows_count(self) -> bool:
        return bool(self.mine.shown) and not self.is_here and not self.is_muted

    @property
    def icon(self) -> str:
        if self.is_muted:
            return "bell-off"
        return "lock" if self.mine.is_private else "chat"


@dataclass(frozen=True)
class Group:
    """The channels of one community, and the way to its front page."""

    name: str
    url: str
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
            [_entry(each, place, here) for each in mine if each.community_id == place.community_id],
        )
        for place in sorted(request.viewer.belongings, key=lambda place: place.community_id != here.community_id)
    ]
    if here.community_id not in request.viewer.roles:
        groups.insert(0, _of_a_reader(here))
    shown = [group for group in groups if group.entries]
    return Side(shown, sum(entry.mine.shown for group in shown for entry in group.entries if entry.shows_count))


def _of_a_reader(here: Channel) -> Group:
    only = Mine(here.pk, here.name, here.slug, here.community_id, here.head, 0)
    entry = Entry(only, here.get_absolute_url(), is_here=True, is_muted=False)
    return Group(here.community.name, here.community.get_absolute_url(), [entry])


def _entry(mine: Mine, place: Belonging, here: Channel) -> Entry:
    address = reverse("chat:channel", args=[place.slug, mine.slug])
    return Entry(mine, address, is_here=mine.id == here.pk, is_muted=Level.MUTED in {place.level, mine.level})
