"""A thread opened from a search: its words marked, and the hits one after the other, across pages, as links."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

from forum.threads import actions as threads
from forum.threads.models import Post
from tests.threads.test_queries import queries

NUMBERS = [3, 23, 24, 44]


@pytest.fixture
def long_thread(world, index, drain):
    """Forty-five posts, of which four say where the naloxone is."""
    mia, bo = world.viewer("mia"), world.viewer("bo")
    thread = threads.start_thread(viewer=mia, community=world.opioid, title="Night shift", source="Who carries it?")
    for number in range(2, 46):
        says = number in NUMBERS
        threads.reply(viewer=bo, thread=thread, source="<b>Naloxone</b> & belts." if says else "Nothing of the kind.")
    drain()
    return thread


def opened(client, address):
    """The page of an address with its place in it, as a browser asks for it: the answer, and the place."""
    path, _, place = address.replace("&amp;", "&").partition("#")
    answer = client.get(path)
    assert answer.status_code == 200
    return answer, place


def links(answer):
    return dict(re.findall(r'rel="(prev|next)" data-key="[^"]*" href="([^"]*)"', answer.text))


def test_one_goes_from_hit_to_hit_across_the_pages_of_a_thread(world, client, long_thread):
    page = world.login(client, "mem").get("/search/", {"q": "naloxone belt"}).text
    address, number = re.search(r"(/communities/[^\"]*hit=(\d+))", unescape(unquote(page))).groups()
    answer, place = opened(client, client.get(address)["Location"])
    assert place == f"post-{number}"
    assert f"Hit {NUMBERS.index(int(number)) + 1} of 4" in answer.text
    assert "<mark>Naloxone</mark>" in answer.text
    for rel, end in (("next", 44), ("prev", 3), ("next", 44)):
        seen = [int(place.removeprefix("post-"))]
        while rel in links(answer):
            answer, place = opened(client, links(answer)[rel])
            assert f'id="{place}"' in answer.text
            seen.append(int(place.removeprefix("post-")))
        way = NUMBERS if rel == "next" else NUMBERS[::-1]
        assert seen == way[way.index(seen[0]) :]
        assert seen[-1] == end
    assert "Hit 4 of 4" in answer.text


def test_only_what_one_may_read_is_a_hit(world, client, long_thread, drain):
    hidden = Post.objects.get(thread=long_thread, number=24)
    threads.hide_post(viewer=world.viewer("bo"), post=hidden, reason="A name in it.")
    address = f"{long_thread.get_absolute_url()}?words=naloxone"
    for _ in range(2):
        answer = world.login(client, "mem").get(address)
        assert "3 hits" in answer.text
        assert "#post-3" in links(answer)["next"]
        assert world.login(client, "cy").get(address).status_code == 404
        drain()
    assert "hit=24" not in opened(world.login(client, "mem"), f"{address}&page=2&hit=23")[0].text


def test_words_are_marked_where_people_wrote_and_nowhere_else(world, client, long_thread):
    world.login(client, "mem")
    page = client.get(f"{long_thread.get_absolute_url()}?words=belts+post+amp").text
    body = re.search(r'<article class="post" id="post-3".*?</article>', page, re.DOTALL)[0]
    assert "<mark>belts</mark>" in body
    assert "&amp; <mark>" in body
    assert page.count("<mark>") == body.count("<mark>") == 1


@pytest.mark.parametrize(
    "words", ["", " ", "zzz", "-naloxone", '"', "\x00", "x" * 5000, "in:narcotics-intelligence", "(a"]
)
def test_odd_words_are_the_page_of_the_thread(world, client, long_thread, words):
    world.login(client, "mem")
    for hit in ("", "3", "-1", "9" * 30, "x"):
        page = client.get(long_thread.get_absolute_url(), {"words": words, "hit": hit})
        assert page.status_code == 200
        assert page.context["hits"] is None


def test_a_page_without_words_asks_nothing_more(world, client, long_thread):
    world.login(client, "mem")
    client.get(long_thread.get_absolute_url())
    plain = queries(client, long_thread.get_absolute_url())
    assert not [one for one in plain if "search" in one["sql"]]
    asked = queries(client, f"{long_thread.get_absolute_url()}?words=naloxone")
    # PostgreSQL's index is asked there too, within savepoints.
    few, many = ([one for one in some if '"threads_' in one["sql"]] for some in (plain, asked))
    assert len(many) <= len(few) + 2
