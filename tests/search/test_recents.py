"""Recent searches: offered to their own person alone, bounded, cleared, switched off, and gone with the person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communities import actions
from search.models import Recent
from search.models.recent import KEPT

pytestmark = pytest.mark.usefixtures("index")

MINE = reverse("search:mine")


def ask(client, text, **more):
    return client.get(reverse("search:results"), {"q": text, **more})


def offered(client, text):
    answer = client.get(reverse("search:suggest"), {"q": text}).json()["suggestions"]
    return [(one["label"], one["url"]) for one in answer if one["kind"] == "Recent search"]


def test_what_i_found_is_offered_to_me_and_to_nobody_else(world, client):
    world.login(client, "cy")
    for text in ("road safety", "fleet type:community", "zzzqqq", "road safety"):
        ask(client, text)
    assert offered(client, "fl") == [("fleet type:community", "/search/?q=fleet+type%3Acommunity")]
    assert offered(client, "road sa") == [("road safety", "/search/?q=road+safety")]
    assert offered(client, "saf") == [("road safety", "/search/?q=road+safety")]
    assert offered(client, "oad") == offered(client, "zz") == offered(client, "r") == []
    assert client.get(MINE).context["recents"] == ["road safety", "fleet type:community"]
    world.login(client, "ana")
    assert offered(client, "road") == []
    assert client.get(MINE).context["recents"] == []
    client.logout()
    ask(client, "road safety")
    assert offered(client, "road") == []
    assert Recent.objects.count() == 2


def test_only_the_first_look_is_noted_and_the_latest_twenty_are_kept(world, client):
    world.login(client, "cy")
    ask(client, "fleet", tab="communities")
    ask(client, "road " * 50)
    assert not Recent.objects.exists()
    for number in range(KEPT + 5):
        ask(client, f"fleet type:community -w{number}")
    recents = client.get(MINE).context["recents"]
    assert recents == [f"fleet type:community -w{number}" for number in range(KEPT + 4, 4, -1)]
    assert len(offered(client, "fleet")) == 3


def test_a_search_costs_one_statement_more(world, client):
    world.login(client, "cy")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask(client, "fleet")
    ours = [query["sql"] for query in asked if "search_recent" in query["sql"] or "search_habits" in query["sql"]]
    assert len(ours) == 1
    assert ours[0].strip().startswith("INSERT")


@pytest.mark.parametrize(("form", "then"), [({}, True), ({"keep": "off"}, False)])
def test_they_are_cleared_and_switched_off_by_plain_forms(world, client, form, then):
    for who in ("cy", "ana"):
        ask(world.login(client, who), "fleet")
    page = client.get(MINE).text
    assert 'name="keep" value="off"' in page
    assert "Clear them" in page
    assert client.post(reverse("search:recent"), form).status_code == 303
    assert client.get(MINE).context["recents"] == []
    ask(client, "road")
    assert bool(client.get(MINE).context["recents"]) is then
    client.post(reverse("search:recent"), {"keep": "on"})
    ask(client, "road")
    assert client.get(MINE).context["recents"] == ["road"]
    world.login(client, "cy")
    assert client.get(MINE).context["recents"] == ["fleet"]


def test_they_go_when_the_account_of_their_person_ends(world, client, drain):
    for who in ("cy", "ana"):
        ask(world.login(client, who), "fleet")
    actions.deactivate(viewer=world.viewer("olu"), user=world.cy)
    drain()
    assert set(Recent.objects.values_list("user", flat=True)) == {world.ana.pk}
