"""Saved searches: kept under a name from the page of results, listed, changed, deleted, their person's alone."""

from uuid import uuid4

import pytest
from django.urls import reverse

from search.models import SavedSearch
from search.models.saved import MOST

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.plain]

MINE, SAVE = reverse("search:mine"), reverse("search:save")


def form(name="Tyres", q="winter tyres in:fleet-managers", alert="never", **more):
    return {"form_token": uuid4(), "name": name, "q": q, "alert": alert, **more}


@pytest.fixture
def kept(world, client):
    """Jamal's search, and Jamal signed in."""
    world.login(client, "mem").post(SAVE, form(tab="threads"))
    return SavedSearch.objects.get()


def test_a_search_is_saved_from_the_page_of_results_and_opened_again(world, client):
    page = world.login(client, "mem").get(reverse("search:results"), {"q": "fleet", "tab": "communities"}).text
    link = f"{SAVE}?q=fleet&amp;tab=communities"
    assert link in page
    page = client.get(link.replace("&amp;", "&")).text
    assert 'value="fleet"' in page
    sent = form("My fleet", "fleet", "daily", tab="communities")
    answer = client.post(SAVE, sent)
    assert (answer.status_code, answer["Location"]) == (303, "/search/?q=fleet&tab=communities")
    assert client.get(answer["Location"]).status_code == 200
    assert client.post(SAVE, sent)["Location"] == answer["Location"]
    assert SavedSearch.objects.count() == 1
    page = client.get(MINE).text
    assert "My fleet" in page
    assert "Tell me once a day" in page
    client.logout()
    assert SAVE not in client.get(reverse("search:results"), {"q": "road"}).text


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "x" * 81}, {"alert": "hourly"}, {"q": ""}, {"q": "-tyres"}, {"name": "Tyres"}]
)
def test_a_form_to_mend_keeps_what_was_typed(client, kept, wrong):
    answer = client.post(SAVE, form("Other") | wrong)
    assert answer.status_code == 422
    assert SavedSearch.objects.count() == 1
    if "q" not in wrong:
        assert "winter tyres in:fleet-managers" in answer.text


def test_it_gets_another_name_and_another_alert_and_is_deleted(client, kept):
    page = reverse("search:change", args=[kept.pk])
    client.post(SAVE, form("Other"))
    assert client.post(page, form("Other")).status_code == 422
    assert 'value="Tyres"' in client.get(page).text
    assert client.post(page, form("Winter", alert="at-once", q="else")).status_code == 303
    kept.refresh_from_db()
    assert (kept.name, kept.alert, kept.text) == ("Winter", "at-once", "winter tyres in:fleet-managers")
    assert client.post(reverse("search:delete", args=[kept.pk])).status_code == 303
    assert [one.name for one in SavedSearch.objects.all()] == ["Other"]


@pytest.mark.parametrize("who", ["cy", "mia", "olu"])
def test_nobody_else_sees_or_changes_it(world, client, kept, who):
    world.login(client, who)
    assert "Tyres" not in client.get(MINE).text
    missing = kept.pk + 1
    for name in ("search:change", "search:delete"):
        answers = [client.post(reverse(name, args=[pk]), form("Mine now")) for pk in (kept.pk, missing)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert client.get(reverse("search:change", args=[kept.pk])).status_code == 404
    kept.refresh_from_db()
    assert kept.name == "Tyres"


def test_one_person_keeps_so_many_and_no_more(world, client, kept):
    rows = [SavedSearch(user=world.mem, name=f"n{number}", text="x") for number in range(MOST - 1)]
    SavedSearch.objects.bulk_create(rows)
    answer = client.post(SAVE, form("One more"))
    assert answer.status_code == 422
    assert "delete one first" in answer.text
    assert world.login(client, "cy").post(SAVE, form()).status_code == 303
