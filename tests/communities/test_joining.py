"""Coming and going through the pages: join, ask, withdraw, be answered, leave."""

import pytest

from communities.models import JoinRequest, Membership

ASK = "/communities/opioid-response/ask/"
PEOPLE = "/communities/opioid-response/members/"


def token(client, address):
    return client.get(address).context["form"]["form_token"].value()


def is_member(world, who, place):
    return Membership.objects.current().filter(user=world[who], community=world[place]).exists()


def test_one_click_joins_an_open_community_and_no_other(world, client):
    world.login(client, "cy")
    answer = client.post("/communities/fleet-managers/join/")
    assert (answer.status_code, answer["Location"]) == (303, "/communities/fleet-managers/")
    assert is_member(world, "cy", "fleet")
    assert client.post("/communities/opioid-response/join/").status_code == 403
    assert client.post("/communities/narcotics-intelligence/join/").status_code == 404
    assert client.get("/communities/fleet-managers/join/").status_code == 405
    assert not is_member(world, "cy", "opioid")


def test_a_request_with_a_note_is_answered_once_and_opens_the_page(world, client):
    world.login(client, "cy")
    assert client.get(PEOPLE).status_code == 404
    form = {"note": "I run the front desk of the depot.", "form_token": token(client, ASK)}
    assert client.post(ASK, form).status_code == 303
    assert client.post(ASK, form).status_code == 303, "the same form twice has one effect"
    asked = JoinRequest.objects.get(user=world.cy)
    assert b"You asked" in client.get("/communities/").content

    world.login(client, "bo")
    page = client.get(PEOPLE).content.decode()
    assert "I run the front desk of the depot." in page
    assert "Cy Young" in page
    decide = f"{PEOPLE}requests/{asked.pk}/"
    assert client.post(decide, {"answer": "approve", "form_token": form["form_token"]}).status_code == 303

    world.login(client, "cy")
    assert client.get(PEOPLE).status_code == 200


def test_declining_needs_a_reason_which_the_person_reads(world, client):
    world.login(client, "cy")
    client.post(ASK, {"note": "", "form_token": token(client, ASK)})
    asked = JoinRequest.objects.get(user=world.cy)
    decide = f"{PEOPLE}requests/{asked.pk}/"
    world.login(client, "bo")
    number = {"form_token": "3f0a8f3e-8f43-4c3c-9b35-5a7b6f0d7d11"}
    missing = client.post(decide, {"answer": "refuse", "reason": "", **number})
    assert missing.status_code == 422
    assert "Say why" in missing.content.decode()
    assert (
        client.post(decide, {"answer": "refuse", "reason": "Please do the training first.", **number}).status_code
        == 303
    )
    world.login(client, "cy")
    page = client.get(ASK).content.decode()
    assert "Please do the training first." in page
    assert "Bo Larsen" in page


@pytest.mark.parametrize(("who", "status"), [("cy", 404), ("mem", 403), ("gus", 403), ("bo", 303)])
def test_only_moderators_answer_requests(world, client, who, status):
    asked = JoinRequest.objects.create(user=world.ana, community=world.opioid)
    world.login(client, who)
    form = {"answer": "approve", "form_token": "3f0a8f3e-8f43-4c3c-9b35-5a7b6f0d7d11"}
    assert client.post(f"{PEOPLE}requests/{asked.pk}/", form).status_code == status
    assert is_member(world, "ana", "opioid") == (status == 303)


def test_a_request_is_withdrawn_by_who_asked(world, client):
    world.login(client, "cy")
    client.post(ASK, {"note": "Please", "form_token": token(client, ASK)})
    assert client.post("/communities/opioid-response/withdraw/").status_code == 303
    assert JoinRequest.objects.get(user=world.cy).state == "withdrawn"


def test_leaving_asks_first_and_the_last_owner_cannot(world, client):
    world.login(client, "mem")
    assert b"You will not be able to read it any more" in client.get("/communities/opioid-response/leave/").content
    assert is_member(world, "mem", "opioid")
    assert client.post("/communities/opioid-response/leave/").status_code == 303
    assert not is_member(world, "mem", "opioid")
    assert client.get(PEOPLE).status_code == 404
    world.login(client, "mia")
    refused = client.post("/communities/opioid-response/leave/")
    assert refused.status_code == 409
    assert b"Make somebody else an owner first" in refused.content


def test_my_level_is_mine_to_set(world, client):
    world.login(client, "mem")
    answer = client.post("/communities/opioid-response/level/", {"level": "muted", "next": PEOPLE})
    assert (answer.status_code, answer["Location"]) == (303, PEOPLE)
    client.post("/communities/opioid-response/level/", {"level": "loud"})
    assert Membership.objects.current().get(user=world.mem, community=world.opioid).level == "muted"
    assert b"Muted" in client.get(PEOPLE).content


def test_what_was_typed_when_the_session_ended_is_shown(world, client):
    text = "A long note that took a while to write and must not be lost."
    answer = client.post(ASK, {"note": text})
    assert answer.status_code == 401
    assert text in answer.content.decode()
    assert "/account/login/?next=" in answer.content.decode()
