"""Who is in a channel, as the column beside it tells: whom to ask, which outsiders read along, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from communities.models import Membership, Role

from .models import Channel, Transcript

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
    members = Membership.objects.current().filter(community=channel.community_id).exclude(role=Role.MEMBER)
    rows = list(members.select_related("user__agency", "sponsor").order_by("role", "user__name"))
    made = Transcript.objects.filter(channel=channel).select_related("thread__community").order_by("-pk")
    return Beside(
        [row for row in rows if row.is_moderating],
        [row for row in rows if row.role == Role.GUEST][:MOST_GUESTS],
        [each for each in made[:MOST_THREADS] if each.is_told_to(channel)],
    )
