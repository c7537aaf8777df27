"""What the box suggests: places, people and titles that the viewer may know, from two letters on."""

import pytest
from django.urls import reverse

from forum.threads import actions as threads


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
