"""Who may know of a community and who may read it: the table of visibilities, on every role."""

import pytest

from communities import actions
from communities.models import Activity, Community, Reach

# community: who knows its name, who reads its content
TABLE = {
    "roads": ({"visitor", "cy", "ana", "mem", "bo", "mia", "gus", "olu"},) * 2,
    "fleet": ({"cy", "ana", "mem", "bo", "mia"},) * 2,
    "named": ({"bo", "mia"},) * 2,
    "opioid": ({"cy", "ana", "mem", "bo", "mia", "gus"}, {"mem", "bo", "mia", "gus"}),
    "narcotics": ({"bo", "mia"},) * 2,
}
EVERYBODY = ("visitor", "cy", "ana", "mem", "bo", "mia", "gus", "olu")


@pytest.mark.parametrize("place", TABLE)
def test_a_community_is_known_to_and_read_by_whom_its_visibility_says(world, place):
    known, readable = TABLE[place]
    for who in EVERYBODY:
        viewer = world.viewer(who)
        assert Community.objects.known_to(viewer).contains(world[place]) == (who in known), who
        assert Community.objects.readable_by(viewer).contains(world[place]) == (who in readable), who


def test_staff_of_a_named_agency_read_without_being_members(world):
    assert Community.objects.readable_by(world.viewer("dee")).contains(world.named)
    assert not Community.objects.readable_by(world.viewer("ana")).contains(world.named)


def test_closing_a_community_changes_its_reach_and_says_which_audiences(world):
    actions.change_community(viewer=world.viewer("mia"), community=world.fleet, visibility="members")
    assert not Community.objects.readable_by(world.viewer("cy")).contains(world.fleet)
    assert Community.objects.known_to(world.viewer("cy")).contains(world.fleet)
    changed = Activity.objects.filter(kind="reach.changed", community=world.fleet).latest("id")
    assert changed.payload == {"audiences": [world.fleet.readers_audience]}


def test_an_invited_person_learns_of_a_hidden_community_until_the_invitation_is_revoked(world):
    invitation = actions.invite(viewer=world.viewer("mia"), community=world.narcotics, email=world.cy.email)
    assert Community.objects.known_to(world.viewer("cy")).contains(world.narcotics)
    assert not Community.objects.readable_by(world.viewer("cy")).contains(world.narcotics)
    actions.revoke(viewer=world.viewer("mia"), invitation=invitation)
    assert not Community.objects.known_to(world.viewer("cy")).contains(world.narcotics)


def test_each_person_has_an_audience_of_their_own(world):
    for who in ("ana", "gus", "olu"):
        name = f"u-{world[who].pk}"
        assert list(Reach.objects.filter(audience=name).values_list("name", flat=True)) == [name]
