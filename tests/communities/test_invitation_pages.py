"""Inviting, and what the link of an invitation opens for those with and without an account."""

import re
from datetime import timedelta

from django.core import mail
from django.test import Client
from django.utils import timezone

from communities.models import Invitation, Membership, User
from communities.writing import SentForm

INVITATIONS = "/communities/opioid-response/invitations/"


def fill(client, **more):
    number = client.get(INVITATIONS).context["invite"]["form_token"].value()
    return {"emails": "d.park@lakecounty.example", "role": "member", "note": "Join us", "form_token": number, **more}


def link():
    return re.search(r"(/invitations/\S+)", mail.outbox[-1].body).group(1)


def test_invitations_go_out_by_mail_each_once(world, client, drain):
    world.login(client, "bo")
    form = fill(client, emails="D.Park@lakecounty.example, r.ferreira@coastal.example\nd.park@lakecounty.example")
    assert client.post(INVITATIONS, form).status_code == 303
    assert client.post(INVITATIONS, form).status_code == 303
    drain()
    assert sorted(message.to[0] for message in mail.outbox) == [
        "d.park@lakecounty.example",
        "r.ferreira@coastal.example",
    ]
    assert "Join us" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Bo Larsen invites you to Opioid response"
    assert b"d.park@lakecounty.example" in client.get(INVITATIONS).content


def test_what_is_wrong_with_an_invitation_is_said_where_it_is(world, client):
    world.login(client, "bo")
    wrong = client.post(INVITATIONS, fill(client, emails="fine@easton.example d.park"))
    assert wrong.status_code == 422
    assert "d.park is no address" in wrong.content.decode()
    assert "fine@easton.example d.park" in wrong.content.decode()
    known = client.post(INVITATIONS, fill(client, emails="new@easton.example jamal@easton.example"))
    assert known.status_code == 422
    assert "jamal@easton.example is a member already" in known.content.decode()
    assert not Invitation.objects.filter(email="new@easton.example").exists(), "all of them or none"
    assert not SentForm.objects.exists(), "the form can be sent again"
    guest = client.post(INVITATIONS, fill(client, role="guest"))
    assert "Guests need an end date" in guest.content.decode()


def test_only_owners_invite_moderators_and_members_nobody(world, client):
    world.login(client, "bo")
    assert client.post(INVITATIONS, fill(client, role="moderator")).status_code == 422
    world.login(client, "mia")
    assert client.post(INVITATIONS, fill(client, role="moderator")).status_code == 303
    assert world.login(client, "mem").post(INVITATIONS, {}).status_code == 403
    assert world.login(client, "cy").post(INVITATIONS, {}).status_code == 404


def test_a_newcomer_gets_an_account_and_the_link_works_once(world, client, drain):
    world.login(client, "bo")
    client.post(INVITATIONS, fill(client))
    drain()
    newcomer = Client()
    address = link()
    assert "Opioid response" in newcomer.get(address).content.decode()
    short = newcomer.post(address, {"name": "Dana Park", "title": "Nurse", "password": "short"})
    assert short.status_code == 422
    assert 'value="Dana Park"' in short.content.decode(), "what was typed stays"
    form = {"name": "Dana Park", "title": "Nurse", "password": "a wholly new sentence", "accepted": "on"}
    answer = newcomer.post(address, form)
    assert (answer.status_code, answer["Location"]) == (303, "/communities/opioid-response/")
    person = User.objects.get(email="d.park@lakecounty.example")
    assert (person.name, person.agency) == ("Dana Park", world.lake)
    assert newcomer.get("/communities/opioid-response/members/").status_code == 200
    assert Client().get(address).status_code == 410
    assert Client().post(address, form).status_code == 410


def test_a_guest_comes_with_an_organization_and_an_end(world, client, drain):
    world.login(client, "bo")
    last = timezone.localdate() + timedelta(days=30)
    client.post(INVITATIONS, fill(client, emails="kim@harbor.example", role="guest", until=last.isoformat()))
    drain()
    form = {
        "name": "Kim Noor",
        "organization": "Harbor Recovery",
        "password": "a wholly new sentence",
        "accepted": "on",
    }
    assert Client().post(link(), form).status_code == 303
    membership = Membership.objects.get(user__email="kim@harbor.example")
    assert (membership.role, membership.sponsor) == ("guest", world.bo)
    assert timezone.localtime(membership.until).date() == last


def test_sent_again_the_older_link_dies_and_revoked_both_do(world, client, drain):
    world.login(client, "bo")
    client.post(INVITATIONS, fill(client))
    drain()
    older, invitation = link(), Invitation.objects.get()
    assert client.post(f"{INVITATIONS}{invitation.pk}/send/").status_code == 303
    drain()
    assert Client().get(older).status_code == 410
    assert Client().get(link()).status_code == 200
    assert client.post(f"{INVITATIONS}{invitation.pk}/revoke/").status_code == 303
    assert Client().get(link()).status_code == 410
    assert Client().get("/invitations/1-forged:abc/").status_code == 410
    assert world.login(client, "mem").post(f"{INVITATIONS}{invitation.pk}/send/").status_code == 403


def test_an_invitation_is_for_the_address_it_names(world, client, drain):
    world.login(client, "bo")
    client.post(INVITATIONS, fill(client, emails="ana@easton.example"))
    drain()
    assert world.login(client, "cy").post(link()).status_code == 403
    world.login(client, "ana")
    assert b"See the invitation" in client.get("/communities/").content
    assert client.post(link()).status_code == 303
    assert Membership.objects.current().filter(user=world.ana, community=world.opioid).exists()


def test_a_form_sent_to_a_person_with_an_account_asks_them_to_sign_in(world, client, drain):
    world.login(client, "bo")
    client.post(INVITATIONS, fill(client, emails="ana@easton.example"))
    drain()
    form = {"name": "Somebody Else", "password": "a wholly new sentence", "accepted": "on"}
    answer = Client().post(link(), form)
    assert answer.status_code == 422
    assert "sign in instead" in answer.content.decode()
    assert User.objects.get(email="ana@easton.example").name == "Ana Reyes"
