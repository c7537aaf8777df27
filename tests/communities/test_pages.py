"""Every page of this app answers for those who may see it, and as missing for the others."""

import pytest

PAGES = {
    "/communities/": {"visitor": 200, "ana": 200, "gus": 200},
    "/communities/opioid-response/members/": {"visitor": 302, "cy": 404, "mem": 200, "bo": 200, "gus": 200},
    "/communities/fleet-managers/members/": {"cy": 200, "gus": 404},
    "/communities/narcotics-intelligence/members/": {"cy": 404, "mem": 404, "bo": 200, "olu": 404},
    "/communities/opioid-response/invitations/": {"cy": 404, "mem": 403, "bo": 200, "mia": 200},
    "/communities/opioid-response/ask/": {"visitor": 302, "cy": 200, "gus": 200},
    "/communities/narcotics-intelligence/ask/": {"cy": 404, "ana": 404},
    "/communities/opioid-response/leave/": {"mem": 200, "visitor": 302},
    "/people/bo-larsen/": {"visitor": 302, "ana": 200, "gus": 200},
    "/people/gus-marlow/": {"cy": 404, "mem": 200, "gus": 200},
    "/people/nobody/": {"ana": 404},
    "/agencies/city-of-easton/": {"visitor": 200, "ana": 200, "gus": 200},
    "/account/profile/": {"visitor": 302, "ana": 200},
    "/account/display/": {"visitor": 200, "ana": 200},
    "/account/keyboard/": {"visitor": 200, "ana": 200},
    "/account/ground-rules/": {"visitor": 302, "ana": 200},
}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_answers_each_person_as_it_should(world, client, address):
    seen = {who: world.login(client, who).get(address).status_code for who in PAGES[address]}
    assert seen == PAGES[address]
