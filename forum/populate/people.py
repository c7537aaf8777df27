"""Agencies, people, communities and memberships of a made-up site."""

import random
from collections import Counter
from itertools import accumulate

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.text import slugify

from communities import actions, audience
from communities.models import Agency, Community, GroundRulesAcceptance, Membership, Reach, Role, User

from .period import Period
from .words import Words

_KINDS = list(Agency.Type.values)
_VISIBILITIES = ["every-agency"] * 9 + ["members"] * 5 + ["public"] * 4 + ["named-agencies"] + ["hidden"]
_POLICIES = {"public": "open", "every-agency": "open", "members": "on-request", "named-agencies": "on-request"}
_SUBJECTS = ["health", "roads", "water", "fleet", "police", "data", "housing", "elections", "budget", "emergency"]


def make_agencies(count: int, words: Words, chance: random.Random, seed: int) -> list[Agency]:
    """Agencies of every type."""
    names = _distinct(lambda: f"{words.rare(1)[0].capitalize()} {chance.choice(_PLACES)}", count)
    rows = [
        Agency(name=f"{name} {seed}", slug=slugify(f"{name} {seed}"), type=_KINDS[number % len(_KINDS)])
        for number, name in enumerate(names)
    ]
    return Agency.objects.bulk_create(rows)


_PLACES = [
    "County",
    "City",
    "Township",
    "Water District",
    "Transit",
    "Health",
    "Police",
    "Schools",
    "Nation",
    "Library",
]


def make_people(
    count: int, agencies: list[Agency], words: Words, chance: random.Random, period: Period, seed: int
) -> list[User]:
    """People who cannot sign in: nobody knows a password of theirs, because there is none."""
    people = []
    for number in range(count):
        name = words.name()
        handle = f"{slugify(name)}-{seed}-{number}"
        people.append(
            User(
                email=f"{handle}@made-up.example",
                handle=handle,
                name=name,
                title=" ".join(words.draw(2)).capitalize(),
                agency=agencies[number % len(agencies)],
                password=make_password(None),
                joined_at=period.began,
            )
        )
    with transaction.atomic():
        User.objects.bulk_create(people, batch_size=500)
        own = [audience.person(user.pk) for user in people]
        Reach.objects.bulk_create([Reach(audience=name, name=name) for name in own], batch_size=1_000)
        version = settings.GROUND_RULES_VERSION
        accepted = [GroundRulesAcceptance(user=user, version=version) for user in people]
        GroundRulesAcceptance.objects.bulk_create(accepted, batch_size=500)
    return people


def found_communities(
    count: int, agencies: list[Agency], people: list[User], words: Words, chance: random.Random, seed: int
) -> list[Community]:
    """Communities of every visibility, each with its page, founded as an operator would."""
    names = _distinct(lambda: " ".join(words.rare(2)).capitalize(), count)
    communities = []
    for number, name in enumerate(names):
        visibility = _VISIBILITIES[number % len(_VISIBILITIES)]
        communities.append(
            actions.found_community(
                viewer=None,
                name=f"{name} {seed}"[:80],
                purpose=words.sentence()[:300],
                visibility=visibility,
                join_policy=_POLICIES.get(visibility, "by-invitation"),
                owner=people[number % len(people)],
                subjects=chance.sample(_SUBJECTS, 2),
                agencies=chance.sample(agencies, min(3, len(agencies))) if visibility == "named-agencies" else (),
            )
        )
    return communities


def join_people(
    communities: list[Community], people: list[User], chance: random.Random, period: Period
) -> dict[int, list[User]]:
    """Memberships: some six for each person, most of them in the large communities. By community, who is there."""
    weights = list(accumulate(1 / rank**0.7 for rank in range(1, len(communities) + 1)))
    members: dict[int, dict[int, User]] = {community.pk: {} for community in communities}
    for number, community in enumerate(communities):
        owner = people[number % len(people)]
        members[community.pk][owner.pk] = owner
    rows = []
    for user in people:
        for community in chance.choices(communities, cum_weights=weights, k=6):
            if user.pk in members[community.pk]:
                continue
            members[community.pk][user.pk] = user
            role = Role.MODERATOR if len(members[community.pk]) < 4 else Role.MEMBER
            rows.append(
                Membership(user=user, community=community, role=role, origin="joined", since=period.at(chance.random()))
            )
    Membership.objects.bulk_create(rows, batch_size=500)
    counts = Counter({pk: len(there) for pk, there in members.items()})
    for community in communities:
        community.member_count = counts[community.pk]
    Community.objects.bulk_update(communities, ["member_count"])
    return {pk: list(there.values()) for pk, there in members.items()}


def _distinct(make, count: int) -> list[str]:  # noqa: ANN001 - a function without arguments
    """`count` different answers of `make`."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[make()] = None
    return list(found)
