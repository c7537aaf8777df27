"""Facets and tabs: counts of what the viewer may see, each without its own choice; forms become the text of the box."""

import pytest
from django.urls import reverse

from forum.threads import actions as threads
from search.lang.operators import OPERATORS

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def site(world, drain):
    """Three threads in three communities, by two people."""
    for who, place, title, tags in (
        ("mem", "fleet", "Tyres for winter", ["kit"]),
        ("mia", "roads", "Tyres on ice", ["ice"]),
        ("mia", "narcotics", "Tyres of the van", ["secret"]),
    ):
        viewer = world.viewer(who)
        threads.start_thread(viewer=viewer, community=world[place], title=title, source="Which tyres?", tags=tags)
    drain()
    return world


def facets(client, text, **more):
    response = client.get(reverse("search:results"), {"q": text, **more})
    return {
        facet.name: {choice.value: (choice.count, choice.is_chosen) for choice in facet.choices}
        for facet in response.context["facets"]
    }


def test_counts_are_of_what_i_may_see(site, client):
    counted = facets(site.login(client, "mem"), "tyres")
    assert counted["in"] == {"fleet-managers": (1, False), "road-safety": (1, False)}
    assert counted["from"] == {"jamal-brooks": (1, False), "mia-lindqvist": (1, False)}
    assert counted["tag"] == {"kit": (1, False), "ice": (1, False)}
    assert counted["agency"] == {"city-of-easton": (1, False), "state-police": (1, False)}
    assert set(facets(site.login(client, "bo"), "tyres")["in"]) == {
        "fleet-managers", "road-safety", "narcotics-intelligence",
    }  # fmt: skip
    client.logout()
    counted = facets(client, "tyres")
    assert counted["in"] == {"road-safety": (1, False)}
    assert "from" not in counted  # Visitors know nobody.


def test_a_choice_narrows_all_but_its_own_facet(site, client):
    counted = facets(site.login(client, "mem"), "tyres in:road-safety")
    assert counted["in"] == {"fleet-managers": (1, False), "road-safety": (1, True)}
    assert counted["from"] == {"mia-lindqvist": (1, False)}
    several = facets(client, "tyres in:road-safety in:fleet-managers tag:ice")
    assert several["in"] == {"road-safety": (1, True), "fleet-managers": (None, True)}
    assert several["tag"] == {"ice": (1, True), "kit": (1, False)}


def test_a_form_becomes_the_text_of_the_box(site, client):
    site.login(client, "mem")
    address = reverse("search:results")
    response = client.get(address, {"q": "tyres", "in": ["road-safety", "x y"], "after": "", "tab": "threads"})
    assert response.status_code == 302
    assert response["Location"] == "/search/?q=tyres+in%3Aroad-safety+in%3A%22x+y%22&tab=threads"
    response = client.get(address, {"q": "tyres", "phrase": 'on "ice"', "without": "van kit", "is": "open"})
    assert response["Location"] == "/search/?q=tyres+%22on++ice%22+-van+-kit+is%3Aopen"
    body = client.get(address, {"q": "tyres in:road-safety -kit is:open"}).text
    assert '<input type="hidden" name="q" value="tyres -kit is:open">' in body


def test_the_form_of_all_operators_asks_each_of_them(site, client):
    body = site.login(client, "mem").get(reverse("search:results")).text
    for name in OPERATORS:
        assert f'name="{name}"' in body or name == "on"
    assert '<option value="fleet-managers">Fleet managers</option>' in body
    assert "Narcotics" not in body


def test_odd_choices_are_a_page(site, client):
    site.login(client, "mem")
    for odd in ({"in": "\x00"}, {"after": "never"}, {"is": '"'}, {"sort": "x"}, {"in": ["a"] * 200}):
        assert client.get(reverse("search:results"), {"q": "tyres", **odd}, follow=True).status_code == 200, odd


def test_the_order_can_be_changed(site, client):
    site.login(client, "mem")
    page = client.get(reverse("search:results"), {"q": "tyres sort:old"})
    assert [result.best.facts.heading for result in page.context["found"].results] == [
        "Tyres for winter",
        "Tyres on ice",
    ]
    assert "oldest first" in page.text


def test_programs_get_the_same_counts(site, client):
    answer = site.login(client, "mem").get(reverse("search:api"), {"q": "tyres in:road-safety"}).json()
    assert answer["facets"]["type"]["threads"] == 1
    assert answer["facets"]["in"] == {"fleet-managers": 1, "road-safety": 1}
    assert "narcotics" not in str(answer)
