"""The people and places that every test knows. Small on purpose: add a person only when a rule needs one.

ana    employee of Easton; member of fleet-managers, not of opioid-response
mem    employee of Easton; member of opioid-response and fleet-managers
bo     moderator of opioid-response (Lake County); member of narcotics-intelligence
mia    owner of everything (State Police)
cy     staff of Easton, member of nothing
dee    editor of the service (Lake County)
gus    guest in opioid-response, from outside
olu    operator, of no agency
rex    records officer of State Police
ada    agency admin of Easton"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

from django.conf import settings
from django.utils.timezone import now

from communities import actions
from communities.actions.memberships import begin
from communities.models import Agency, Appointment, Community, User
from communities.viewer import Viewer, viewer_of

PASSWORD = "correct horse battery"

PEOPLE = {
    "ana": ("Ana Reyes", "ana@easton.example", "Fleet supervisor", "easton"),
    "mem": ("Jamal Brooks", "jamal@easton.example", "EMS captain", "easton"),
    "bo": ("Bo Larsen", "bo@lakecounty.example", "Epidemiologist", "lake"),
    "mia": ("Mia Lindqvist", "mia@statepolice.example", "Sergeant", "police"),
    "cy": ("Cy Young", "cy@easton.example", "Clerk", "easton"),
    "dee": ("Dee Park", "dee@lakecounty.example", "Editor", "lake"),
    "gus": ("Gus Marlow", "gus@harborhealth.example", "Outreach lead", None),
    "olu": ("Olu Adeyemi", "olu@interlocal.example", "Operator", None),
    "rex": ("Rex Moore", "rex@statepolice.example", "Records officer", "police"),
    "ada": ("Ada Quist", "ada@easton.example", "IT lead", "easton"),
}

AGENCIES = {
    "easton": ("City of Easton", Agency.Type.CITY, "easton.example"),
    "lake": ("Lake County Health", Agency.Type.COUNTY, "lakecounty.example"),
    "police": ("State Police", Agency.Type.STATE, "statepolice.example"),
}

COMMUNITIES = {
    "opioid": ("Opioid response", "members", "on-request", ["health", "police"]),
    "fleet": ("Fleet managers", "every-agency", "open", ["fleet"]),
    "roads": ("Road safety", "public", "open", ["roads"]),
    "named": ("Border counties", "named-agencies", "on-request", ["police"]),
    "narcotics": ("Narcotics intelligence", "hidden", "by-invitation", ["police"]),
}

MEMBERS = {
    "opioid": {"bo": "moderator", "mem": "member", "gus": "guest"},
    "fleet": {"ana": "member", "mem": "member"},
    "roads": {},
    "named": {"bo": "member"},
    "narcotics": {"bo": "member"},
}

APPOINTMENTS = {
    "dee": ("editor", None),
    "olu": ("operator", None),
    "rex": ("records", "police"),
    "ada": ("agency-admin", "easton"),
}


@dataclass
class World:
    """Everybody and every place by the short name: `world.ana`, `world["ana"]`, `world.opioid`, `world.easton`."""

    things: dict[str, object] = field(default_factory=dict)

    def __getattr__(self, name: str) -> object:
        try:
            return self.things[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> object:
        return self.things[name]

    def viewer(self, name: str) -> Viewer:
        """A fresh snapshot of somebody, as a request would read it; "visitor" for nobody."""
        return viewer_of(User.objects.select_related("agency").get(pk=self[name].pk) if name != "visitor" else None)

    def login(self, client: object, name: str) -> object:
        """Sign `client` in as somebody, or out for the visitor; the client again."""
        if name == "visitor":
            client.logout()
        else:
            client.force_login(self[name], backend="communities.sign_in.PeopleBackend")
        return client


def stands() -> bool:
    """Whether the world is in the database already."""
    return Community.objects.filter(slug="narcotics-intelligence").exists()


def build() -> None:
    """Make the world in an empty database; where it stands already, nothing is done."""
    if not stands():
        _make()


def look_up() -> World:
    """The world that stands in the database."""
    people = {user.email: user for user in User.objects.select_related("agency")}
    agencies = {agency.name: agency for agency in Agency.objects.all()}
    communities = {community.name: community for community in Community.objects.all()}
    things: dict[str, object] = {key: people[row[1]] for key, row in PEOPLE.items()}
    things |= {key: agencies[row[0]] for key, row in AGENCIES.items()}
    things |= {key: communities[row[0]] for key, row in COMMUNITIES.items()}
    return World(things)


def _make() -> None:
    agencies = {
        key: actions.admit_agency(viewer=None, name=name, type=kind, mail_domains=[domain])
        for key, (name, kind, domain) in AGENCIES.items()
    }
    people = {
        key: actions.register_person(
            email=email,
            name=name,
            title=title,
            password=PASSWORD,
            agency=agencies.get(agency),
            organization="" if agency else "Harbor Recovery Network",
        )
        for key, (name, email, title, agency) in PEOPLE.items()
    }
    for person in people.values():
        actions.accept_ground_rules(viewer=viewer_of(person), version=settings.GROUND_RULES_VERSION)
    for key, (kind, agency) in APPOINTMENTS.items():
        Appointment.objects.create(user=people[key], kind=kind, agency=agencies.get(agency))
    lasting = SimpleNamespace(until=now() + timedelta(days=30))
    for key, (name, visibility, policy, subjects) in COMMUNITIES.items():
        community = actions.found_community(
            viewer=None,
            name=name,
            purpose=f"What {name.lower()} is for.",
            visibility=visibility,
            join_policy=policy,
            subjects=subjects,
            owner=people["mia"],
            agencies=[agencies["lake"], agencies["police"]] if key == "named" else [],
        )
        for person, role in MEMBERS[key].items():
            begin(
                user=people[person],
                community=community,
                origin="invitation" if role == "guest" else "joined",
                actor=None,
                role=role,
                until=lasting.until if role == "guest" else None,
                sponsor_id=people["mia"].pk if role == "guest" else None,
            )
