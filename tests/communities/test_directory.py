"""The directory: who finds what, by which filter, at which cost."""

import pytest
from django.urls import reverse

from communities import actions
from communities.models import DIRECTORY


def found(client, **wanted):
    return {card.community.slug for card in client.get(DIRECTORY, wanted).context["cards"]}


@pytest.mark.parametrize(
    ("who", "slugs"),
    [
        ("visitor", {"road-safety"}),
        ("cy", {"road-safety", "fleet-managers", "opioid-response"}),
        ("gus", {"road-safety", "opioid-response"}),
        ("dee", {"road-safety", "fleet-managers", "opioid-response", "border-counties"}),
        ("bo", {"road-safety", "fleet-managers", "opioid-response", "border-counties", "narcotics-intelligence"}),
    ],
)
def test_everybody_finds_what_they_may_know_of(world, client, who, slugs):
    world.login(client, who)
    assert found(client) == slugs


def test_filters_narrow_and_combine(world, client):
    world.login(client, "bo")
    assert found(client, subject="police") == {"opioid-response", "border-counties", "narcotics-intelligence"}
    assert found(client, subject=["police", "roads"], join="open") == {"road-safety"}
    assert found(client, mine="mine") == {"opioid-response", "border-counties", "narcotics-intelligence"}
    assert found(client, agency="state-police") == {"border-counties"}
    assert found(client, mine="agency") == {"border-counties"}
    assert found(client, q="FLEET") == {"fleet-managers"}
    assert found(client, q="what for") == found(client)
    assert found(client, q="nothing like it") == set()
    assert found(client, sort="nonsense", join="nonsense", page="x") == found(client)


def test_a_facet_counts_only_what_the_viewer_may_know_of(world, client):
    def counts(who):
        catalogue = world.login(client, who).get(DIRECTORY).context["catalogue"]
        return {choice.value: choice.count for choice in catalogue.subjects}

    assert counts("bo")["police"] == 3
    assert counts("cy")["police"] == 1
    assert "State Police" not in world.login(client, "cy").get(DIRECTORY).content.decode()


def test_a_chip_takes_its_filter_off(world, client):
    world.login(client, "bo")
    page = client.get(DIRECTORY, {"subject": ["police", "health"], "q": "o"})
    chips = {chip.label: chip.address for chip in page.context["catalogue"].chips}
    assert chips["Police"] == "?q=o&subject=health"
    assert found(client, subject="police", q="o") == {
        card.community.slug for card in client.get(DIRECTORY + chips["Health"]).context["cards"]
    }


def test_the_directory_costs_the_same_for_many(world, client, django_assert_max_num_queries):
    for number in range(40):
        actions.found_community(
            viewer=None,
            name=f"Topic {number}",
            purpose="A topic",
            visibility="every-agency",
            join_policy="on-request",
            owner=world.mia,
            subjects=["roads"],
        )
    world.login(client, "bo")
    with django_assert_max_num_queries(12):
        assert len(client.get(DIRECTORY).context["cards"]) == 24


def test_htmx_gets_the_list_and_new_counts(world, client):
    world.login(client, "bo")
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    part = client.get(DIRECTORY, {"subject": "roads"}, headers=headers).content.decode()
    assert part.startswith('<div id="found">')
    assert '<hx-partial hx-target="#facets"' in part


def test_communities_stand_below_the_directory(world):
    assert reverse("communities:directory") == DIRECTORY
    assert world.fleet.get_absolute_url() == f"{DIRECTORY}fleet-managers/"
