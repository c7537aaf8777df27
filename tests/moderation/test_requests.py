"""People who ask to join, in the queue."""

from uuid import uuid4

import pytest
from django.urls import reverse

from communities.actions import joining
from communities.models import JoinRequest, Membership


@pytest.fixture
def asked(world):
    return joining.ask_to_join(viewer=world.viewer("ana"), community=world.opioid, note="I run the ferry grants.")


def url(name: str, *more: object) -> str:
    return reverse(f"moderation:{name}", args=["opioid-response", *more])


def test_a_request_waits_with_its_note_and_is_approved(world, client, asked):
    page = world.login(client, "bo").get(url("queue")).content.decode()
    assert "Ana Reyes asks to join Opioid response" in page
    assert "I run the ferry grants." in page
    assert world.login(client, "mem").post(url("approve", asked.pk)).status_code == 404
    world.login(client, "bo")
    assert client.post(url("approve", asked.pk)).status_code == 303
    assert Membership.objects.current().filter(user=world.ana, community=world.opioid).exists()
    assert client.post(url("approve", asked.pk)).status_code == 303
    assert client.post(url("decline", asked.pk), {"reason": "Too late."}).status_code == 409


def test_declining_asks_for_a_reason_which_the_next_request_shows(world, client, asked):
    world.login(client, "bo")
    assert client.get(url("decline", asked.pk)).status_code == 200
    assert client.post(url("decline", asked.pk), {"reason": ""}).status_code == 422
    assert client.post(url("decline", asked.pk), {"reason": "Wait for your training."}).status_code == 303
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (JoinRequest.State.REFUSED, "Wait for your training.")
    joining.ask_to_join(viewer=world.viewer("ana"), community=world.opioid, note="Done.")
    assert "Wait for your training." in client.get(url("queue")).content.decode()


def test_one_who_holds_a_request_keeps_others_from_answering_it(world, client, asked):
    world.login(client, "bo").post(url("claim_request", asked.pk))
    world.login(client, "mia")
    assert "Claimed by Bo Larsen" in client.get(url("queue")).content.decode()
    assert client.post(url("approve", asked.pk)).status_code == 409
    assert client.post(url("decline", asked.pk), {"reason": "No."}).status_code == 409
    # The list of people is another way to the same answer.
    people = reverse("communities:decide", args=["opioid-response", asked.pk])
    assert client.post(people, {"form_token": uuid4(), "answer": "approve"}).status_code == 409
    asked.refresh_from_db()
    assert asked.state == JoinRequest.State.OPEN
    world.login(client, "bo").post(url("release_request", asked.pk))
    assert world.login(client, "mia").post(url("approve", asked.pk)).status_code == 303


def test_the_count_of_what_waits_stands_in_the_frame_for_moderators_alone(world, client, asked):
    from communities.frame import Frame

    assert Frame(world.viewer("bo"))["queue"] == {world.opioid.pk: 1}
    assert Frame(world.viewer("mem"))["queue"] == {}
    page = world.login(client, "bo").get(reverse("notices:list")).content.decode()
    assert "Moderators’ queue" in page
    assert "Moderators’ queue" not in world.login(client, "mem").get(reverse("notices:list")).content.decode()
