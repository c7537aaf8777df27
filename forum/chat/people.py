"""Who is in a channel, as the column beside it tells: whom to ask, which outsiders read along, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from communities.models import Membership, Role

from .models import Channel, ChannelMember, Transcript

MOST_GUESTS = 12
MOST_THREADS = 5


@dataclass(frozen=True)
class Beside:
    """Moderators and guests of the community, and the latest threads made from the channel."""

    moderators: list[Membership]
    guests: list[Membership]
    threads: list[Transcript]


def beside(channel: Channel) -> Beside:
    """Two queries."""
    rows = list(_special(channel).select_related("user__agency", "sponsor").order_by("role", "user__name"))
    made = Transcript.objects.filter(channel=channel).select_related("thread__community").order_by("-pk")
    return Beside(
        [row for row in rows if row.role != Role.GUEST],
        [row for row in rows if row.role == Role.GUEST][:MOST_GUESTS],
        [each for each in made[:MOST_THREADS] if each.is_told_to(channel)],
    )


def _special(channel: Channel) -> QuerySet[Membership]:
    """The moderators and the guests of a channel, as members of its community."""
    members = Membership.objects.current().filter(community=channel.community_id)
    if not channel.is_private:
        return members.exclude(role=Role.MEMBER)
    there = ChannelMember.objects.current().filter(channel=channel)
    moderators = there.filter(role=ChannelMember.Role.MODERATOR)
    is_guest = Q(role=Role.GUEST, user__in=there.values("user"))
    return members.filter(is_guest | Q(user__in=moderators.values("user")))
