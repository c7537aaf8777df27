"""Operators belong to no agency, and are no guests for that."""

from communities import actions
from communities.models import User
from communities.viewer import viewer_of


def test_who_runs_the_service_is_no_guest_and_an_outsider_is(world, client):
    operator = User.objects.get(pk=world.olu.pk)
    assert operator.is_guest
    actions.appoint(viewer=None, user=operator, kind="operator")
    operator.refresh_from_db()
    assert not operator.is_guest
    assert operator.affiliation().agency_type == ""
    assert not viewer_of(operator).is_staff, "no content opens by it"
    gus = User.objects.get(pk=world.gus.pk)
    assert gus.affiliation().agency_type == "guest"
    page = world.login(client, "cy").get(operator.get_absolute_url()).content.decode()
    assert "is-guest" not in page.partition("<main")[2]
