"""Machines in a channel: a secret address, a mark on what they say, a pace, and an end."""

import json
import re
from uuid import uuid4

import pytest

from communities.models import Membership
from forum.chat import actions
from forum.chat.items import items
from forum.chat.models import Hook, Message
from forum.chat.unread import my_channels

HOOKS = "/communities/opioid-response/chat/general/hooks/"


def post(client, address, said):
    return client.post(address, json.dumps(said) if not isinstance(said, bytes) else said, "application/json")


@pytest.fixture
def address(world, general):
    _hook, secret = actions.make_hook(viewer=world.viewer("bo"), channel=general, name="Station monitor")
    return f"/hooks/chat/{secret}/"


def test_moderators_make_an_address_that_is_shown_once(world, client, general):
    world.login(client, "mem")
    assert client.get(HOOKS).status_code == 403
    world.login(client, "bo")
    page = client.post(HOOKS, {"name": "Station monitor"}).content.decode()
    address = re.search(r"http://testserver(/hooks/chat/[\w-]{43}/)", page)[1]
    again = client.get(HOOKS).content.decode()
    assert address not in again
    assert "never used" in again
    client.logout()
    assert post(client, address, {"text": "Stock below 10 at **station 4**"}).status_code == 201
    world.login(client, "bo")
    assert "last used" in client.get(HOOKS).content.decode()
    hook = Hook.objects.get()
    assert hook.secret_hash not in address, "only a hash is kept"
    client.post(HOOKS, {"revoke": hook.pk})
    assert post(client, address, {"text": "Still?"}).status_code == 404


def test_what_it_says_is_marked_and_new_to_everybody(world, client, general, address):
    assert post(client, address, {"text": "Stock below 10"}).status_code == 201
    (item,) = items(general.pk, 0, 10)
    assert (item["author"]["name"], item["author"]["is_bot"], item["author"]["id"]) == ("Station monitor", True, 0)
    assert item["author"]["agency"] == ""
    new = {who: [mine.new for mine in my_channels(world.viewer(who)) if mine.id == general.pk] for who in ("bo", "mem")}
    assert new == {"bo": [1], "mem": [1]}
    world.login(client, "bo")
    page = client.get(general.get_absolute_url()).content.decode()
    assert "Station monitor" in page
    assert ">Bot</span>" in page


def test_it_says_a_thing_once_and_not_too_often(world, client, address):
    name = str(uuid4())
    first, second = (post(client, address, {"text": "Once", "id": name}).json() for _ in range(2))
    assert first == second
    for _ in range(28):
        post(client, address, {"text": "More"})
    answer = post(client, address, {"text": "Too much"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert Message.objects.count() == 29


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"text": 7},
        {"text": None},
        [],
        "x",
        {"text": "nul \0"},
        {"text": "x", "id": 7},
        {"text": "  "},
        b"\xff",
        b"[",
    ],
)
def test_nonsense_is_refused(world, client, address, said):
    assert post(client, address, said).status_code == 422
    assert not Message.objects.exists()


def test_it_ends_with_the_rights_of_whoever_let_it_in(world, client, general, address):
    assert client.get(address).status_code == 405
    Membership.objects.current().filter(user=world.bo, community=world.opioid).update(role="member")
    assert post(client, address, {"text": "Alone"}).status_code == 403
    assert not Message.objects.exists()
