"""The page of results and its JSON, as people and programs meet them."""

import sqlite3

import pytest
from django.urls import reverse

from communities import actions
from forum.threads import actions as threads
from search import index as search_index
from search.engines import engine
from search.engines.sqlite_file import VERSION

pytestmark = pytest.mark.usefixtures("index")


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


def test_operators_are_asked_in_the_box_and_shown_as_chips(world, client, drain):
    viewer = world.viewer("mem")
    threads.start_thread(
        viewer=viewer, community=world.fleet, title="Winter tyres", source="When to change?", tags=["kit"]
    )
    threads.start_thread(viewer=world.viewer("mia"), community=world.roads, title="Tyres on ice", source="For @jamal")
    drain()
    world.login(client, "mem")

    def found(text):
        return set(titles(ask(client, text, tab="threads")))

    assert found("tyres in:fleet-managers") == {"Winter tyres"}
    assert found("tyres -in:fleet-managers") == {"Tyres on ice"}
    assert found("tyres agency:city-of-easton") == {"Winter tyres"}
    assert found('tyres from:"Mia Lindqvist"') == {"Tyres on ice"}
    for text in ("tyres is:mine", "from:me tyres", "is:followed tyres"):
        assert found(text) == {"Winter tyres"}, text
    assert found("tag:kit") == {"Winter tyres"}
    assert found("is:unanswered tyres after:2020") == {"Winter tyres", "Tyres on ice"}
    assert found("tyres before:2020") == set()
    assert found("is:closed tyres") == set()
    body = ask(client, "tyres in:fleet-managers -kit").text
    assert "<code>in:</code>Fleet managers" in body
    assert 'href="?q=tyres+-kit"' in body


def test_a_place_or_person_one_may_not_know_is_like_one_that_is_not(world, client):
    world.login(client, "cy")
    for hidden, missing in (("in:narcotics-intelligence", "in:nowhere"), ("from:gus-marlow", "from:nobody-at-all")):
        told = [ask(client, f"road {text}") for text in (hidden, missing)]
        assert [response.status_code for response in told] == [200, 200]
        notices = [response.context["found"].notices for response in told]
        names = [text.partition(":")[2] for text in (hidden, missing)]
        assert notices[0][0].replace(names[0], "?") == notices[1][0].replace(names[1], "?")
        assert [response.context["found"].total for response in told] == [0, 0]


def test_the_help_names_every_operator(world, client):
    body = world.login(client, "cy").get(reverse("search:results")).text
    for example in ("in:fleet-managers", "is:solved", "after:2026-06-15", "sort:new"):
        assert f"<code>{example}</code>" in body
