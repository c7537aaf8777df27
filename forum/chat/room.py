"""What stands around the log of a channel and changes by itself: who can read it, who is here, who is writing."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import now

from communities.headcount import REACHES, AudienceLine, audience_line
from communities.models import Membership, Role, User
from communities.topics import Item

from .models import Channel, ChannelMember, Presence, Room

MOST_HERE = 30
MOST_TYPING = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is here, as the list shows it."""

    name: str
    initials: str
    agency: str
    agency_type: str


# What the page's script makes an entry of the list from.
NOBODY = Person("…", "", "…", "")


@dataclass(frozen=True, slots=True)
class Here:
    """Who has the channel open and shows it: the first by name, and how many in all."""

    people: list[Person]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.people)


def audience_of(channel: Channel, url: str = "") -> AudienceLine:
    """Who reads what is written in `channel`."""
    if channel.is_private:
        return AudienceLine("members", **_counted(channel), community_name=channel.community.name, url=url)
    return audience_line(channel.community, url, members_only=not channel.is_open)


def audiences(channel: Channel, url: str) -> list[AudienceLine]:
    """The line for each circle of readers that `channel` can come to have while a page is open, yet without numbers."""
    reaches = {"members"} if channel.is_private else {"members", *REACHES.values()}
    return [AudienceLine(reach, 0, 0, 0, channel.community.name, url) for reach in sorted(reaches)]


def who_reads(channel: Channel) -> str:
    """Where its members find the list of them."""
    if channel.is_private:
        return reverse("chat:members", args=[channel.community.slug, channel.slug])
    return reverse("communities:members", args=[channel.community.slug])


def _counted(channel: Channel) -> dict[str, int]:
    there = ChannelMember.objects.current().filter(channel=channel)
    belong = Membership.objects.current().filter(community=channel.community_id, user__in=there.values("user"))
    return belong.aggregate(
        people=Count("pk"),
        agencies=Count("user__agency", distinct=True),
        guests=Count("pk", filter=Q(role=Role.GUEST)),
    )


def here(channel: Channel) -> Here:
    """One query, and a second one where many are here."""
    there = Presence.objects.filter(channel=channel, is_shown=True).here()
    rows = list(there.select_related("user__agency").order_by("user__name")[: MOST_HERE + 1])
    count = len(rows) if len(rows) <= MOST_HERE else there.count()
    return Here([_person(row.user) for row in rows[:MOST_HERE]], count)


def _person(user: User) -> Person:
    stamp = user.affiliation()
    return Person(user.name, user.initials, stamp.agency_name, stamp.agency_type)


def head_of(channel: Channel) -> int:
    """The version of the room. Read it before what it is the version of."""
    return Room.objects.filter(channel=channel).values_list("head", flat=True).first() or 0


def state(channel: Channel, head: int) -> Item:
    """All of it, the same for everybody who writes here: facts, which each page says in its own language."""
    readers = audience_of(channel)
    return {
        "seq": head,
        "kind": "state",
        "readers": {fact: getattr(readers, fact) for fact in ("reach", "people", "agencies", "guests")},
        "here": asdict(here(channel)),
        "typing": typing(channel),
    }


def typing(channel: Channel) -> list[Item]:
    """Who is writing, and for how many seconds one may believe it."""
    moment = now()
    rows = Presence.objects.filter(channel=channel, typing_until__gt=moment).select_related("user")
    return [
        {"id": row.user_id, "name": row.user.name, "seconds": round((row.typing_until - moment).total_seconds(), 1)}
        for row in rows.order_by("pk")[:MOST_TYPING]
    ]
