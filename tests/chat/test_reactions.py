"""Signs at messages: who put which, the same for every open page, and with a form alone."""

import pytest
from django.core.exceptions import PermissionDenied

from communities.refusal import Refused
from forum.chat import actions
from forum.chat.items import items
from forum.chat.reactions import chips_of


def test_signs_are_counted_with_their_people_and_can_be_taken_back(world, general, say):
    message = say("mem", general, "Two boxes left")
    for who in ("bo", "gus", "bo"):
        actions.react(viewer=world.viewer(who), message=message, emoji="👍")
    (chip,) = chips_of([message.pk])[message.pk]
    assert (chip.count, chip.names) == (2, "Bo Larsen, Gus Marlow")
    actions.react(viewer=world.viewer("bo"), message=message, emoji="👍", is_on=False)
    assert [chip.names for chip in chips_of([message.pk])[message.pk]] == ["Gus Marlow"]
    with pytest.raises(Refused):
        actions.react(viewer=world.viewer("bo"), message=message, emoji="<b>")
    with pytest.raises(PermissionDenied):
        actions.react(viewer=world.viewer("cy"), message=message, emoji="👍")


def test_state_and_events_are_fresh_state(world, general, say, django_assert_num_queries):
    message = say("mem", general, "Two boxes left")
    for who, emoji in (("bo", "👍"), ("gus", "✅"), ("mem", "👍")):
        actions.react(viewer=world.viewer(who), message=message, emoji=emoji)
    actions.react(viewer=world.viewer("gus"), message=message, emoji="✅", is_on=False)
    with django_assert_num_queries(2):
        told = items(general.pk, 1, 10)
    assert [item["seq"] for item in told] == [2, 3, 4, 5]
    assert [(sign["emoji"], sign["users"]) for sign in told[-1]["reactions"]] == [
        ("👍", sorted([world.bo.pk, world.mem.pk]))
    ]
    actions.remove(viewer=world.viewer("bo"), message=message)
    assert all("reactions" not in item for item in items(general.pk, 1, 10))
    with pytest.raises(Refused):
        actions.react(viewer=world.viewer("bo"), message=message, emoji="👍")


def test_a_form_puts_a_sign_and_takes_it_away(world, client, general, say):
    message = say("mem", general, "Two boxes left")
    address = f"{message.get_absolute_url()}react/"
    for who, status in [("cy", 404), ("bo", 200), ("gus", 200)]:
        world.login(client, who)
        assert client.get(address).status_code == status
    assert client.post(address, {"emoji": "✅"}).url.endswith(f"#m-{message.pk}")
    page = client.get(general.get_absolute_url()).content.decode()
    assert 'aria-pressed="true"' in page
    assert "Done: Gus Marlow" in page
    world.login(client, "bo")
    assert "Done: Gus Marlow" in client.get(general.get_absolute_url()).content.decode()
    assert "Harbor Recovery Network" in client.get(address).content.decode()
    world.login(client, "gus")
    client.post(address, {"emoji": "✅"})
    assert "Done: Gus Marlow" not in client.get(general.get_absolute_url()).content.decode()
