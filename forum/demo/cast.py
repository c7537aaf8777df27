"""Who and where in the demo: six agencies of different types, the people, a dozen communities of every kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from communities.models import Agency, Community

Type = Agency.Type
Visibility, Policy = Community.Visibility, Community.JoinPolicy


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the demo. Without an agency it is a guest of `organization` (or the operator)."""

    key: str
    name: str
    email: str
    title: str
    agency: str = ""
    organization: str = ""
    appointment: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A community of the demo: the first of `owners` founds it."""

    slug: str
    name: str
    purpose: str
    visibility: str
    policy: str
    subjects: tuple[str, ...]
    owners: tuple[str, ...]
    moderators: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    chartered_by: tuple[str, ...] = ()
    agencies: tuple[str, ...] = field(default=())


AGENCIES = {
    "easton": ("City of Easton", Type.CITY, ("easton.example",)),
    "lake": ("Lake County", Type.COUNTY, ("lakecounty.example",)),
    "police": ("State Police", Type.STATE, ("statepolice.example",)),
    "cedar": ("Cedar Lake Nation", Type.TRIBAL, ("cedarlake.example",)),
    "harbor": ("Coastal Harbor District", Type.DISTRICT, ("coastalharbor.example",)),
    "federal": ("Regional Health Administration", Type.FEDERAL, ("rha.example",)),
}

PEOPLE = (
    Person("ana", "Ana Reyes", "employee@easton.example", "Fleet supervisor", "easton"),
    Person("omar", "Omar Haddad", "moderator@lakecounty.example", "Pharmacist", "lake"),
    Person("mia", "Mia Lindqvist", "owner@statepolice.example", "Sergeant, harm reduction", "police"),
    Person("ingrid", "Ingrid Castillo", "editor@lakecounty.example", "Epidemiologist", "lake", appointment="editor"),
    Person("dev", "Dev Okafor", "agencyadmin@easton.example", "IT lead", "easton", appointment="agency-admin"),
    Person("rhea", "Rhea Novak", "records@statepolice.example", "Records officer", "police", appointment="records"),
    Person("gus", "Gus Marlow", "guest@harborhealth.example", "Outreach lead", organization="Harbor Recovery Network"),
    Person("olu", "Olu Adeyemi", "operator@interlocal.example", "Operator", appointment="operator"),
    Person("ben", "Jamal Brooks", "j.brooks@easton.example", "EMS captain", "easton"),
    Person("dana", "Dana Whitfield", "d.whitfield@easton.example", "Traffic engineer", "easton"),
    Person("kim", "Kim Delgado", "k.delgado@easton.example", "City clerk", "easton"),
    Person("hana", "Hana Sato", "h.sato@lakecounty.example", "Plain language editor", "lake", appointment="editor"),
    Person("bela", "Bela Horvath", "b.horvath@lakecounty.example", "Grants manager", "lake"),
    Person("bo", "Bo Larsen", "b.larsen@lakecounty.example", "Emergency manager", "lake"),
    Person("tomasz", "Tomasz Wolf", "t.wolf@statepolice.example", "Supply officer", "police"),
    Person("cole", "Cole Whitman", "c.whitman@statepolice.example", "Fleet and highway safety", "police"),
    Person("leah", "Leah Joseph", "l.joseph@cedarlake.example", "Clinic manager", "cedar"),
    Person("priya", "Priya Nair", "p.nair@coastalharbor.example", "Ferry operations", "harbor"),
    Person("nadia", "Nadia Rahal", "n.rahal@coastalharbor.example", "Water engineer", "harbor"),
    Person("amara", "Amara Cole", "a.cole@rha.example", "Program officer", "federal"),
)

COMMUNITIES = (
    Place(
        "opioid-response",
        "Opioid response",
        "Naloxone supply, training and data for crews, clinics and outreach that meet overdoses.",
        Visibility.MEMBERS,
        Policy.ON_REQUEST,
        ("health", "public-safety"),
        owners=("mia",),
        moderators=("omar",),
        members=("ben", "ingrid", "leah", "tomasz", "priya", "amara"),
        guests=("gus",),
        chartered_by=("police", "lake", "easton"),
    ),
    Place(
        "fleet-managers",
        "Fleet managers",
        "Vehicles, chargers, fuel and workshops: what they cost and what holds up.",
        Visibility.EVERY_AGENCY,
        Policy.OPEN,
        ("fleet", "procurement"),
        owners=("cole",),
        moderators=("dana",),
        members=("ana", "priya", "tomasz", "kim"),
        chartered_by=("easton", "police"),
    ),
    Place(
        "narcotics-intelligence",
        "Narcotics intelligence",
        "Coordination of operations between units.",
        Visibility.HIDDEN,
        Policy.BY_INVITATION,
        ("public-safety",),
        owners=("mia",),
        members=("tomasz", "bo"),
        chartered_by=("police",),
    ),
    Place(
        "road-safety",
        "Road safety",
        "Fewer crashes: crossings, signals, speed and the data behind them.",
        Visibility.PUBLIC,
        Policy.OPEN,
        ("roads", "public-safety"),
        owners=("dana",),
        moderators=("cole",),
        members=("hana", "priya", "leah", "mia"),
        chartered_by=("easton", "police"),
    ),
    Place(
        "plain-language",
        "Plain language",
        "Letters, forms and web pages that people understand the first time.",
        Visibility.EVERY_AGENCY,
        Policy.OPEN,
        ("communication",),
        owners=("hana",),
        members=("ana", "ingrid", "dana", "leah", "amara", "cole"),
        chartered_by=("lake",),
    ),
    Place(
        "shared-it-services",
        "Shared IT services",
        "Systems that several agencies run together: mail, sign-in, backups, security.",
        Visibility.EVERY_AGENCY,
        Policy.ON_REQUEST,
        ("technology",),
        owners=("dev",),
        moderators=("bela",),
        members=("rhea", "priya", "leah", "amara", "dana"),
        chartered_by=("easton", "lake"),
    ),
    Place(
        "emergency-operations",
        "Emergency operations",
        "Plans, duty desks and after-action notes of those who are called at night.",
        Visibility.NAMED_AGENCIES,
        Policy.ON_REQUEST,
        ("public-safety", "emergency"),
        owners=("bo",),
        moderators=("mia",),
        members=("tomasz", "leah"),
        chartered_by=("lake", "police"),
        agencies=("lake", "police", "cedar"),
    ),
    Place(
        "water-quality",
        "Water quality",
        "From the intake to the tap: sampling, lead lines, lakes and notices.",
        Visibility.PUBLIC,
        Policy.ON_REQUEST,
        ("environment", "health"),
        owners=("nadia",),
        members=("leah", "hana", "amara", "dana", "cole"),
        chartered_by=("harbor", "cedar"),
    ),
    Place(
        "public-records",
        "Public records",
        "Requests, retention and redaction: how to answer well and in time.",
        Visibility.EVERY_AGENCY,
        Policy.OPEN,
        ("records", "law"),
        owners=("rhea",),
        members=("kim", "dev", "ana"),
        chartered_by=("police",),
    ),
    Place(
        "grants-office",
        "Grants office",
        "Federal and state grants: finding, matching, reporting, audits.",
        Visibility.NAMED_AGENCIES,
        Policy.BY_INVITATION,
        ("finance",),
        owners=("bela",),
        moderators=("amara",),
        members=("leah", "mia", "cole"),
        chartered_by=("lake",),
        agencies=("lake", "cedar", "federal"),
    ),
    Place(
        "tribal-relations",
        "Tribal relations",
        "Government to government: consultation, places, data.",
        Visibility.MEMBERS,
        Policy.BY_INVITATION,
        ("government",),
        owners=("leah",),
        members=("amara", "mia", "cole", "ingrid"),
        chartered_by=("cedar",),
    ),
    Place(
        "workforce",
        "Workforce",
        "Hiring, first weeks, training and leaving.",
        Visibility.EVERY_AGENCY,
        Policy.ON_REQUEST,
        ("people",),
        owners=("kim",),
        moderators=("dev",),
        members=("ana", "hana", "mia"),
        chartered_by=("easton",),
    ),
)
