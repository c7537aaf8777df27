"""The page of results and its JSON, as people and programs meet them."""

import sqlite3

import pytest
from django.urls import reverse

from communities import actions
from search import index as search_index
from search.engines import engine
from search.engines.sqlite_file import VERSION


def ask(client, text, **more):
    return client.get(reverse("search:results"), {"q": text, **more})


def titles(response):
    return [result.best.facts.heading for result in response.context["found"].results]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("visitor", {"Road safety"}),
        ("cy", {"Road safety", "Fleet managers", "Opioid response"}),
        ("bo", {"Road safety", "Fleet managers", "Opioid response", "Border counties", "Narcotics intelligence"}),
        ("gus", {"Road safety", "Opioid response"}),
    ],
)
def test_communities_are_found_by_those_who_may_know_of_them(world, client, who, seen):
    response = ask(world.login(client, who), "what is it for: road fleet opioid border narcotics", tab="communities")
    assert response.status_code == 200
    assert set(titles(response)) == seen
    assert response.context["found"].counts["communities"] == len(seen)


def test_the_box_in_the_bar_shows_what_i_asked_and_never_what_others_did(world, client):
    box = '<input id="q" name="q" type="search" maxlength="1000" value="{}"'
    assert box.format("zebra crossing") in ask(world.login(client, "bo"), "zebra crossing").text
    assert box.format("") in world.login(client, "ana").get("/").text
    assert box.format("") in client.get("/communities/fleet-managers/threads/?tag=zebra").text


def test_staff_find_people_and_guests_find_only_those_they_share_a_community_with(world, client):
    assert titles(ask(world.login(client, "cy"), "Bo Larsen")) == ["Bo Larsen"]
    assert titles(ask(client, "Gus Marlow")) == []
    assert titles(ask(world.login(client, "gus"), "Bo Larsen")) == ["Bo Larsen"]
    assert titles(ask(client, "Cy Young")) == []
    assert titles(ask(world.login(client, "visitor"), "Bo Larsen")) == []


def test_what_matched_is_marked_and_the_rest_is_escaped(world, client):
    body = ask(world.login(client, "cy"), "fleet").content.decode()
    assert "<mark>Fleet</mark> managers" in body
    assert "&lt;script&gt;" in ask(client, "<script>alert(1)</script>").content.decode()


def test_any_text_and_any_page_is_a_page(world, client):
    world.login(client, "cy")
    for text in ("", " ", "-", '"', "\x00", "x" * 10_000, "NEAR(a b)", "🙂", "-only", "' OR 1=1"):
        assert ask(client, text).status_code == 200, text
    for number in ("0", "-1", "999999999999", "x", "²"):
        assert ask(client, "fleet", page=number).status_code == 200, number
    assert ask(client, "fleet", tab="nonsense").status_code == 200
    assert "Only the first" in ask(client, "fleet " * 1000).content.decode()


def test_nothing_found_says_what_next(world, client):
    body = ask(world.login(client, "cy"), "zzzqqq").content.decode()
    assert "Nothing found for zzzqqq" in body
    assert reverse("communities:directory") in body


def test_the_json_holds_the_same_results_and_no_scores(world, client):
    world.login(client, "cy")
    answer = client.get(reverse("search:api"), {"q": "Bo Larsen", "type": "people"}).json()
    assert [result["title"] for result in answer["results"]] == ["Bo Larsen"]
    assert set(answer) == {"total", "about", "results", "facets", "next", "notices"}
    assert set(answer["results"][0]) == {
        "kind", "id", "thread", "post", "url", "title", "snippet", "community", "author", "at",
    }  # fmt: skip
    for odd in ({}, {"q": "x", "limit": "-3"}, {"q": "x", "cursor": "zz"}, {"q": "Bo", "cursor": "500"}):
        assert client.get(reverse("search:api"), odd).status_code == 200


def test_the_json_goes_on_where_it_stopped(world, client):
    world.login(client, "cy")
    seen, cursor = [], "1"
    while cursor:
        answer = client.get(reverse("search:api"), {"q": "easton lake police", "limit": 2, "cursor": cursor}).json()
        seen += [(result["kind"], result["id"]) for result in answer["results"]]
        cursor = answer["next"]
    assert len(seen) == len(set(seen)) == answer["total"] > 2


def test_what_is_written_is_found_after_the_relay_and_what_ends_is_gone(world, client, drain):
    world.login(client, "cy")
    actions.register_person(email="zora@easton.example", name="Zora Quill", agency=world.easton)
    assert titles(ask(client, "Zora Quill")) == []
    drain()
    assert titles(ask(client, "Zora Quill")) == ["Zora Quill"]


def _lose(harm):
    """Harm the index as a disk or an operator would."""
    path = engine().file.path
    path.unlink()
    if harm == "garbage":
        path.write_bytes(b"not a database at all" * 500)
    elif harm == "older":
        with sqlite3.connect(path) as older:
            older.execute("PRAGMA user_version = 999")
    elif harm == "no tables":
        with sqlite3.connect(path) as empty:
            empty.execute(f"PRAGMA user_version = {VERSION}")


@pytest.mark.parametrize("harm", ["missing", "garbage", "older", "no tables"])
def test_an_index_that_cannot_answer_says_so_and_is_made_anew(world, client, harm):
    if engine().name != "sqlite":
        pytest.skip("the file of SQLite")
    world.login(client, "cy")
    _lose(harm)
    response = ask(client, "fleet")
    assert response.status_code == 200
    assert "The search index is being built" in response.content.decode()
    search_index.mend(seconds=30)
    response = ask(client, "fleet")
    assert "Fleet managers" in titles(response)
    assert not response.context["found"].notices


def test_the_doctor_tells_of_the_index(index):
    assert "holds everything" in search_index.describe()
    index.renew()
    assert "is being built" in search_index.describe()
    search_index.mend(seconds=30)
    assert "holds everything" in search_index.describe()
