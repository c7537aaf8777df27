"""Makes the demo's agencies, people and communities. Each step is skipped where it was done before."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils.timezone import now

from communities import actions
from communities.actions.memberships import begin
from communities.models import Agency, Appointment, Community, Membership, Role, User
from communities.viewer import viewer_of
from forum.threads.models import CommunityMark

from .cast import AGENCIES, COMMUNITIES, PEOPLE, Person, Place
from .sign_ins import SIGN_INS

FOUNDED_DAYS_AGO = 150
READ_UNTIL_DAYS_AGO = 6
GUEST_DAYS = 60


def make_agencies() -> dict[str, Agency]:
    """The agencies by key."""
    for name, kind, domains in AGENCIES.values():
        if not Agency.objects.filter(name=name).exists():
            actions.admit_agency(viewer=None, name=name, type=kind, mail_domains=domains, slug="")
    return {key: Agency.objects.get(name=name) for key, (name, *_) in AGENCIES.items()}


def make_people(agencies: dict[str, Agency], password: str) -> dict[str, User]:
    """The people by key. Those who can sign in share a password."""
    people = {}
    for person in PEOPLE:
        agency = agencies.get(person.agency)
        people[person.key] = User.objects.filter(email=person.email).first() or _make_person(person, agency, password)
        if person.appointment:
            _appoint(people[person.key], person.appointment, agency)
    return people


# Once for all: it takes a third of a second.
_hashed = cache(make_password)


def _make_person(person: Person, agency: Agency | None, password: str) -> User:
    user = actions.register_person(
        email=person.email,
        name=person.name,
        title=person.title,
        agency=agency,
        organization=person.organization,
    )
    if person.email in SIGN_INS:
        user.password = _hashed(password)
        user.save(update_fields=["password"])
    actions.accept_ground_rules(viewer=viewer_of(user), version=settings.GROUND_RULES_VERSION)
    return user


def _appoint(user: User, kind: str, agency: Agency | None) -> None:
    everywhere = kind in {Appointment.Kind.EDITOR, Appointment.Kind.OPERATOR}
    actions.appoint(viewer=None, user=user, kind=kind, agency=None if everywhere else agency)


def make_communities(agencies: dict[str, Agency], people: dict[str, User]) -> dict[str, Community]:
    """The communities by slug, with their members, who have read what is older than some days."""
    return {place.slug: _make_community(place, agencies, people) for place in COMMUNITIES}


def _make_community(place: Place, agencies: dict[str, Agency], people: dict[str, User]) -> Community:
    community = Community.objects.filter(slug=place.slug).first() or actions.found_community(
        viewer=None,
        name=place.name,
        slug=place.slug,
        purpose=place.purpose,
        visibility=place.visibility,
        join_policy=place.policy,
        owner=people[place.owners[0]],
        subjects=place.subjects,
        agencies=[agencies[key] for key in place.agencies],
        chartered_by=[agencies[key] for key in place.chartered_by],
    )
    for role, keys in ((Role.MODERATOR, place.moderators), (Role.MEMBER, place.members), (Role.GUEST, place.guests)):
        for key in keys:
            _let_in(people[key], community, role, sponsor=people[place.owners[0]])
    since = now() - timedelta(days=FOUNDED_DAYS_AGO)
    Membership.objects.filter(community=community, since__gt=since).update(since=since)
    read = now() - timedelta(days=READ_UNTIL_DAYS_AGO)
    for membership in Membership.objects.current().filter(community=community):
        CommunityMark.objects.get_or_create(user_id=membership.user_id, community=community, defaults={"at": read})
    community.refresh_from_db()
    return community


def _let_in(user: User, community: Community, role: str, sponsor: User) -> None:
    is_guest = role == Role.GUEST
    begin(
        user=user,
        community=community,
        origin=Membership.Origin.INVITATION if is_guest else Membership.Origin.JOINED,
        actor=None,
        role=role,
        until=now() + timedelta(days=GUEST_DAYS) if is_guest else None,
        sponsor_id=sponsor.pk if is_guest else None,
    )
