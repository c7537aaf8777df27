"""How many people read a place: what its head and the audience line of every composer say."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Q

from .models import Community, Membership, Role

# The count reads every member of a community, and stands on each of its pages.
KEPT_SECONDS = 300
REACHES = {
    Community.Visibility.PUBLIC: "public",
    Community.Visibility.EVERY_AGENCY: "staff",
    Community.Visibility.NAMED_AGENCIES: "agencies",
}


@dataclass(frozen=True, slots=True)
class Headcount:
    """The people of a community, guests among them, and the agencies that they come from."""

    people: int
    agencies: int
    guests: int


@dataclass(frozen=True, slots=True)
class AudienceLine:
    """What the component `audience.jinja` shows."""

    reach: str
    people: int
    agencies: int
    guests: int
    community_name: str
    url: str = ""


def headcount(community: Community) -> Headcount:
    """The people who belong now. Counted anew when somebody came or went, else every five minutes."""
    key = f"headcount:{community.pk}:{community.member_count}"
    return cache.get_or_set(key, lambda: _counted(community), KEPT_SECONDS)


def _counted(community: Community) -> Headcount:
    return Headcount(
        **Membership.objects.current()
        .filter(community=community)
        .aggregate(
            people=Count("pk"),
            agencies=Count("user__agency", distinct=True),
            guests=Count("pk", filter=Q(role=Role.GUEST)),
        )
    )


def audience_line(community: Community, url: str = "", *, members_only: bool = False) -> AudienceLine:
    """Who reads what is written in `community`: its readers, or its members alone. At most two queries."""
    count = headcount(community)
    reach = "members" if members_only else REACHES.get(community.visibility, "members")
    agencies = community.agencies.count() if reach == "agencies" else count.agencies
    return AudienceLine(reach, count.people, agencies, count.guests, community.name, url)
