"""What operators, agency admins and owners decide, through their pages: from an empty site to a community at work."""

from uuid import uuid4

import pytest

from communities.models import Agency, Community, Invitation


def community_form(**changes):
    held = {
        "form_token": str(uuid4()),
        "name": "Bridge inspections",
        "purpose": "Who inspects which bridge, and what was found.",
        "subjects": "roads, Bridges",
        "visibility": "every-agency",
        "join_policy": "open",
        "owner": "bo@lakecounty.example",
    }
    return held | changes


@pytest.mark.parametrize(("who", "status"), [("olu", 303), ("ada", 303), ("bo", 403), ("gus", 403), ("visitor", 401)])
def test_operators_and_agency_admins_found_communities_and_others_do_not(world, client, who, status):
    world.login(client, who)
    assert client.post("/communities/new/", community_form()).status_code == status
    found = Community.objects.filter(slug="bridge-inspections").first()
    assert (found is not None) == (status == 303)
    if found:
        assert found.subjects == ["bridges", "roads"]
        assert world.viewer("bo").owns(found.pk)
        # An operator runs the service and is no staff of any agency: what is founded is not the operator's to read.
        assert client.get(found.get_absolute_url()).status_code == (200 if who == "ada" else 404)


def test_what_cannot_be_founded_is_said_at_the_field_and_nothing_typed_is_lost(world, client):
    world.login(client, "olu")
    for changes, says in (
        ({"name": "Fleet managers"}, b"Another community has this address"),
        ({"name": "Threads"}, b"used by the site itself"),
        ({"owner": "nobody@easton.example"}, b"invite that person first"),
        ({"visibility": "named-agencies"}, b"Name the agencies"),
        ({"visibility": "nonsense"}, b"valid choice"),
        ({"name": "Bridge\x00inspections"}, b"ull characters"),
    ):
        response = client.post("/communities/new/", community_form(**changes))
        assert response.status_code == 422, changes
        assert says in response.content, changes
        assert b"Who inspects which bridge" in response.content
    assert Community.objects.count() == 5


def test_the_same_form_twice_founds_one_community(world, client):
    world.login(client, "ada")
    form = community_form(owner="ada@easton.example")
    first, second = (client.post("/communities/new/", form) for _ in range(2))
    assert first["Location"] == second["Location"] == "/communities/bridge-inspections/"


@pytest.mark.parametrize(("who", "status"), [("mia", 303), ("bo", 403), ("mem", 403), ("cy", 403), ("olu", 404)])
def test_only_owners_change_who_may_read(world, client, who, status):
    world.login(client, who)
    form = community_form(visibility="every-agency", join_policy="open")
    address = "/communities/opioid-response/settings/"
    assert client.get(address).status_code == (200 if status == 303 else status)
    assert client.post(address, form).status_code == status
    opened = Community.objects.readable_by(world.viewer("cy")).contains(world.opioid)
    assert opened == (status == 303)


def test_a_renamed_community_is_led_to_from_its_old_address_for_those_who_may_know(world, client):
    world.login(client, "mia")
    form = {"form_token": str(uuid4()), "name": "Overdose response", "slug": "overdose-response"}
    assert client.post("/communities/opioid-response/rename/", form).status_code == 303
    assert client.get("/communities/overdose-response/").status_code == 200
    for address in ("/communities/opioid-response/", "/communities/opioid-response/members/?q=a"):
        moved = client.get(address)
        assert moved.status_code == 301
        assert moved["Location"] == address.replace("opioid", "overdose")
    world.login(client, "gus")
    assert client.get("/communities/opioid-response/").status_code == 301
    world.login(client, "visitor")
    assert client.get("/communities/opioid-response/").status_code == 404
    world.login(client, "mia")
    taken = form | {"form_token": str(uuid4()), "slug": "fleet-managers"}
    assert client.post("/communities/overdose-response/rename/", taken).status_code == 422


def test_operators_admit_agencies_and_invite_their_first_people(world, client, drain, mailoutbox):
    world.login(client, "olu")
    form = {"form_token": str(uuid4()), "name": "Port of Alder", "type": "district", "mail_domains": "@alder.example"}
    assert client.post("/agencies/", form)["Location"] == "/agencies/port-of-alder/staff/"
    agency = Agency.objects.get(slug="port-of-alder")
    assert [row.domain for row in agency.mail_domains.all()] == ["alder.example"]
    twice = client.post("/agencies/", form | {"form_token": str(uuid4())})
    assert twice.status_code == 422
    staff = {"form_token": str(uuid4()), "email": "kay@alder.example", "appointment": "agency-admin"}
    assert client.post("/agencies/port-of-alder/staff/", staff).status_code == 303
    drain()
    assert mailoutbox[0].to == ["kay@alder.example"]
    assert Invitation.objects.get(agency=agency).token in mailoutbox[0].body


def test_an_agency_admin_invites_staff_of_the_own_agency_only_and_appoints_nobody(world, client):
    world.login(client, "ada")
    form = {"form_token": str(uuid4()), "email": "new@easton.example", "appointment": "operator"}
    assert client.post("/agencies/city-of-easton/staff/", form).status_code == 303
    assert Invitation.objects.get(email="new@easton.example").appointment == ""
    assert client.post("/agencies/lake-county-health/staff/", form).status_code == 403
    assert client.post("/agencies/", {"name": "X"}).status_code == 403
