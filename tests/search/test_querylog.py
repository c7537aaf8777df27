"""What people ask: told only when many asked it, kept so that nobody can be told by it, and swept after ninety days."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from communities.viewer import Viewer
from search import querylog
from search.lang import parse
from search.models import Asked, Said

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture(autouse=True)
def empty(db):
    querylog.write()
    Asked.objects.all().delete()


def ask(world, text, people, *, agencies=("easton", "lake"), is_found=True):
    """So many people of these agencies in turn ask `text`."""
    for number in range(people):
        user = SimpleNamespace(pk=50_000 + number, agency_id=world[agencies[number % len(agencies)]].pk)
        querylog.note(Viewer(user=user), parse(text), is_found=is_found)
    querylog.write()


def desk(world, client):
    page = world.login(client, "dee").get(reverse("searchdesk:queries"))
    return {name: [line.text for line in page.context[name]] for name in ("top", "nothing", "seldom")}


def test_only_what_ten_people_of_two_agencies_asked_is_told(world, client):
    ask(world, "winter tyres", 9)
    ask(world, "salt stocks", 12, agencies=("easton",))
    ask(world, "Snow chains in:fleet-managers from:@mia-lindqvist", 10, is_found=False)
    for _ in range(3):
        ask(world, "winter tyres", 9)  # The same people again.
    assert desk(world, client) == {"top": ["snow chains"], "nothing": ["snow chains"], "seldom": []}
    ask(world, "WINTER tyres", 10)
    assert desk(world, client)["top"] == ["winter tyres", "snow chains"] or set(desk(world, client)["top"]) == {
        "winter tyres", "snow chains",
    }  # fmt: skip
    assert desk(world, client)["seldom"] == ["winter tyres"]


def test_below_that_neither_text_nor_person_can_be_read_or_put_together(world):
    ask(world, "my own illness", 9)
    ask(world, "other words", 9)
    assert not Said.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM search_asked")
        kept = str(cursor.fetchall())
    assert "illness" not in kept
    assert "50000" not in kept
    who = [set(Asked.objects.filter(query=query).values_list("who", flat=True))
           for query in Asked.objects.values_list("query", flat=True).distinct()]  # fmt: skip
    assert [len(some) for some in who] == [9, 9]
    assert not who[0] & who[1]


def test_a_search_waits_for_no_count_and_what_is_opened_is_counted_once(world, client, settings):
    world.login(client, "cy")
    address = reverse("search:results")
    client.get(address, {"q": "road safety"})
    costs = []
    for is_kept in (True, False):
        settings.SEARCH_KEEPS_QUERIES = is_kept
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(address, {"q": "road safety"})
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert "/search/opened/" not in page.text  # Switched off, results have their plain addresses.
    settings.SEARCH_KEEPS_QUERIES = True
    page = client.get(address, {"q": "road safety"})
    result = page.context["found"].results[0].best.facts.url
    link = f"{page.context['opened']}{result}"
    assert link in page.text
    assert "road+safety" not in link
    assert "road%20safety" not in link
    for _ in range(2):
        assert client.get(link)["Location"] == result
    querylog.write()
    assert Asked.objects.filter(is_opened=True, is_found=True).count() == 1
    # Nothing leads away from the site, and a made-up address counts nothing.
    for wrong in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "", "/\\evil.example"):
        assert client.get(reverse("search:opened", args=["x"]), {"to": wrong}).status_code == 404, wrong
    assert client.get(reverse("search:opened", args=["f" * 32]), {"to": "/papers/"}).status_code == 302
    client.logout()
    assert client.get(address, {"q": "road safety"}).context["opened"] == ""
    assert client.get(link).status_code == 302
    querylog.write()
    assert Asked.objects.count() == 1


def test_old_questions_are_forgotten_and_so_is_their_text(world, client, settings):
    ask(world, "winter tyres", 10)
    assert Said.objects.get().text == "winter tyres"
    querylog.forget_old()
    assert Said.objects.exists()
    old = Asked.objects.first()
    Asked.objects.filter(pk=old.pk).update(day=localdate() - querylog.KEPT - timedelta(days=1))
    querylog.forget_old()
    assert (Asked.objects.count(), Said.objects.count()) == (9, 0)
    settings.SEARCH_KEEPS_QUERIES = False
    ask(world, "winter tyres", 10)
    querylog.forget_old()
    assert not Asked.objects.exists()
