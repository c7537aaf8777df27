"""What the box suggests: places, people and titles that the viewer may know, from two letters on."""

import pytest
from django.urls import reverse

from forum.threads import actions as threads

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def site(world, drain):
    for who, place, title in (
        ("mem", "fleet", "Fleet cards and receipts"),
        ("mia", "narcotics", "Fleet of the night"),
        ("mia", "roads", "Flooded roads"),
    ):
        threads.start_thread(viewer=world.viewer(who), community=world[place], title=title, source="Fleet words.")
    drain()
    return world


def suggested(client, text):
    answer = client.get(reverse("search:suggest"), {"q": text})
    assert answer.status_code == 200
    return [one["label"] for one in answer.json()["suggestions"]]


def test_each_sees_what_is_theirs_and_places_come_first(site, client):
    site.login(client, "mem")
    assert set(suggested(client, "fl")) == {"Fleet managers", "Flooded roads", "Fleet cards and receipts"}
    assert suggested(client, "fl")[0] == "Fleet managers"
    assert suggested(client, "fleet car") == ["Fleet cards and receipts"]
    assert suggested(client, "bo la") == ["Bo Larsen"]
    assert "Fleet of the night" in suggested(site.login(client, "bo"), "fleet ni")
    client.logout()
    assert suggested(client, "fl") == ["Flooded roads"]
    assert suggested(client, "bo la") == []


def test_tags_are_those_of_what_i_may_read(world, client, drain):
    for who, place, tags in (
        ("mem", "fleet", ["happy-hours", "harbor"]),
        ("mia", "fleet", ["harbor"]),
        ("mia", "narcotics", ["harvest"]),
    ):
        viewer = world.viewer(who)
        threads.start_thread(viewer=viewer, community=world[place], title="Notes", source="Words.", tags=tags)
    drain()

    def tags(text):
        answer = client.get(reverse("search:suggest"), {"q": text}).json()["suggestions"]
        return [(one["label"], one["url"]) for one in answer if one["kind"] == "Tag"]

    world.login(client, "cy")
    assert tags("ha") == [("harbor", "/search/?q=tag%3Aharbor"), ("happy-hours", "/search/?q=tag%3Ahappy-hours")]
    assert [tag for tag, _ in tags("happy")] == [tag for tag, _ in tags("happy ho")] == ["happy-hours"]
    assert tags("harv") == tags("arbor") == tags("h") == []
    assert [tag for tag, _ in tags("harb")] == ["harbor"]
    assert client.get(tags("harb")[0][1]).context["found"].total == 2
    assert [tag for tag, _ in world.login(client, "bo") and tags("harv")] == ["harvest"]
    client.logout()
    assert tags("ha") == []


def test_little_or_odd_text_suggests_nothing(site, client):
    site.login(client, "mem")
    for text in ("", "f", " ", '"', "*", "\x00", "-", "title:", "\ue010m", "漢", "a" * 5000, "( OR )"):
        assert suggested(client, text) == [], text


def test_a_suggestion_leads_to_its_page(site, client):
    site.login(client, "mem")
    first = client.get(reverse("search:suggest"), {"q": "fleet cards"}).json()["suggestions"][0]
    assert set(first) == {"label", "detail", "url", "kind"}
    assert first["detail"] == "Fleet managers"
    assert client.get(first["url"]).status_code == 200
