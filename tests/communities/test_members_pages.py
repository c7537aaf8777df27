"""The list of people of a community, and what its moderators and owners do there."""

import csv

import pytest
from django.utils.timezone import now

from communities.actions.memberships import begin
from communities.actions.people import register_person
from communities.models import Membership, User

PEOPLE = "/communities/opioid-response/members/"
NUMBER = {"form_token": "3f0a8f3e-8f43-4c3c-9b35-5a7b6f0d7d11"}


def held(world, who):
    return Membership.objects.current().get(user=world[who], community=world.opioid)


def names(answer):
    return [membership.user.name for membership in answer.context["page"].object_list]


def test_the_list_is_searched_and_narrowed(world, client):
    world.login(client, "mem")
    assert names(client.get(PEOPLE)) == ["Bo Larsen", "Gus Marlow", "Jamal Brooks", "Mia Lindqvist"]
    assert names(client.get(PEOPLE, {"q": "lake"})) == ["Bo Larsen"]
    assert names(client.get(PEOPLE, {"role": "guest"})) == ["Gus Marlow"]
    assert names(client.get(PEOPLE, {"agency": "state-police"})) == ["Mia Lindqvist"]
    nobody = client.get(PEOPLE, {"q": "zz", "role": "nonsense", "page": "x"})
    assert (nobody.status_code, names(nobody)) == (200, [])
    assert b"Nobody fits" in nobody.content


def test_htmx_gets_the_list_alone(world, client):
    world.login(client, "mem")
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    part = client.get(PEOPLE, {"q": "bo"}, headers=headers)
    assert part.content.strip().startswith(b'<div id="people">')
    assert "HX-Request-Type" in part["Vary"]


def test_a_guest_is_known_to_those_in_the_same_place_only(world, client):
    begin(
        user=world.gus,
        community=world.fleet,
        origin="invitation",
        actor=None,
        role="guest",
        until=held(world, "gus").until,
    )
    address = "/communities/fleet-managers/members/"
    assert "Gus Marlow" in names(world.login(client, "ana").get(address))
    assert "Gus Marlow" not in names(world.login(client, "cy").get(address))
    assert "Gus Marlow" in names(world.login(client, "mem").get(address)), "they meet in opioid-response"


@pytest.mark.parametrize(("who", "status"), [("mia", 303), ("bo", 403), ("mem", 403), ("cy", 404)])
def test_only_owners_change_roles(world, client, who, status):
    world.login(client, who)
    membership = held(world, "mem")
    answer = client.post(f"{PEOPLE}{membership.pk}/role/", {"role": "moderator", **NUMBER})
    assert answer.status_code == status
    assert held(world, "mem").role == ("moderator" if status == 303 else "member")


def test_a_guest_is_never_promoted(world, client):
    world.login(client, "mia")
    answer = client.post(f"{PEOPLE}{held(world, 'gus').pk}/role/", {"role": "owner", **NUMBER})
    assert answer.status_code == 403
    assert held(world, "gus").role == "guest"


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("bo", "mem", 303),
        ("bo", "mia", 403),
        ("mia", "bo", 303),
        ("mem", "gus", 403),
        ("bo", "bo", 403),
        ("cy", "mem", 404),
    ],
)
def test_removing_people(world, client, who, whom, status):
    world.login(client, who)
    address = f"{PEOPLE}{held(world, whom).pk}/remove/"
    missing = client.post(address, {"reason": "", **NUMBER})
    assert missing.status_code == (422 if status == 303 else status)
    answer = client.post(address, {"reason": "Left the agency", **NUMBER})
    assert answer.status_code == status
    ended = Membership.objects.filter(user=world[whom], community=world.opioid, state="ended", reason="Left the agency")
    assert ended.exists() == (status == 303)


def test_the_list_costs_the_same_for_many(world, client, django_assert_max_num_queries):
    world.login(client, "bo")
    for number in range(40):
        person = register_person(email=f"p{number}@easton.example", name=f"Person {number}", agency=world.easton)
        begin(user=person, community=world.opioid, origin="joined", actor=None)
    with django_assert_max_num_queries(17):
        assert len(names(client.get(PEOPLE))) == 44


def test_an_ended_membership_is_history_and_not_on_the_list(world, client):
    Membership.objects.filter(pk=held(world, "gus").pk).update(until=now())
    assert "Gus Marlow" not in names(world.login(client, "mem").get(PEOPLE))


def test_moderators_see_who_was_last_active_and_take_the_list_away(world, client):
    world.login(client, "mem")
    assert b"Last active" not in client.get(PEOPLE).content
    assert client.get(f"{PEOPLE}people.csv").status_code == 403
    assert world.login(client, "cy").get(f"{PEOPLE}people.csv").status_code == 404
    User.objects.filter(pk=world.mem.pk).update(title="=HYPERLINK(1)")
    page = world.login(client, "bo").get(PEOPLE).content.decode()
    assert "Last active" in page
    assert "not yet" in page
    narrowed = client.get(PEOPLE, {"role": "member"}).content.decode()
    address = f"{PEOPLE}people.csv?role=member"
    assert f'href="{address}"' in narrowed
    table = client.get(address)
    assert table["Content-Type"].startswith("text/csv")
    assert table["Content-Disposition"] == 'attachment; filename="opioid-response-people.csv"'
    head, *rows = csv.reader(table.content.decode().splitlines())
    assert head == ["Person", "Job", "Agency", "Role", "Since", "Until", "Last active"]
    assert [row[:4] for row in rows] == [["Jamal Brooks", "'=HYPERLINK(1)", "City of Easton", "Member"]]
    assert "@" not in table.content.decode(), "no addresses leave with it"
