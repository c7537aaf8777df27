"""Misspelt words: repaired by what the viewer may read, said so, and never by what others may read."""

import pytest
from django.urls import reverse

from forum.threads import actions as threads
from search.engines.spelling import distance, edits_of, nearest


@pytest.fixture
def site(world, index, drain):
    for who, place, title in (("mem", "fleet", "Winter tyres"), ("mia", "narcotics", "Operation Nightingale")):
        threads.start_thread(viewer=world.viewer(who), community=world[place], title=title, source="Which vehicles?")
    drain()
    return world


def ask(client, text, **more):
    return client.get(reverse("search:results"), {"q": text, **more})


def titles(response):
    return [result.best.facts.heading for result in response.context["found"].results]


def test_a_misspelt_word_is_repaired_and_said_so(site, client):
    site.login(client, "mem")
    response = ask(client, "wintre tyres")
    assert titles(response) == ["Winter tyres"]
    assert "has “wintre”, so this shows <b>winter</b>" in " ".join(response.text.split())
    assert "literal=1" in response.text
    assert titles(ask(client, "vehciles")) == ["Winter tyres"]
    literal = ask(client, "wintre", literal="1")
    assert titles(literal) == []
    assert literal.context["found"].repair is None
    assert ask(client, "winter").context["found"].repair is None


def test_words_of_what_i_may_not_read_repair_nothing(site, client):
    response = ask(site.login(client, "bo"), "nightingael")
    assert titles(response) == ["Operation Nightingale"]
    response = ask(site.login(client, "mem"), "nightingael")
    assert titles(response) == []
    assert response.context["found"].repair is None
    assert "nightingale" not in response.text


def test_a_phrase_that_nothing_has_is_loosened_and_said_so(site, client):
    response = ask(site.login(client, "mem"), '"tyres in winter"')
    assert titles(response) == ["Winter tyres"]
    assert "Nothing has these very words side by side" in response.text


def test_slips_are_counted_and_the_first_letter_stays():
    assert distance("wintre", "winter", 1) == 1
    assert distance("vehicle", "vehicle", 1) == 0
    assert distance("abc", "xyz", 1) == 2
    assert [edits_of(word) for word in ("abc", "abcd", "abcdefgh")] == [0, 1, 2]
    assert nearest("tyre", ["tire", "fyre", "tyres", "tyre", "try"], 1) == [(1, "tire"), (1, "tyres")]
