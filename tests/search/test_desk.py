"""The desk of search: only editors come in, see what a change does before they save it, and learn of nothing hidden."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from forum.threads import actions as threads
from forum.threads.models import Thread
from search import actions
from search.desk.urls import urlpatterns
from search.finder import find
from search.models import Pick, Synonyms

pytestmark = pytest.mark.usefixtures("index")

MISSING = 987_654


@pytest.fixture
def site(world, drain):
    for who, place, title, text in (
        ("mem", "fleet", "Food stamps at the counter", "How do we explain it?"),
        ("mia", "roads", "SNAP outreach", "Leaflets in two languages."),
        ("mia", "narcotics", "Snap decisions at night", "Zebra."),
    ):
        threads.start_thread(viewer=world.viewer(who), community=world[place], title=title, source=text)
    drain()
    return world


def fill(client, url, data, *, button="save"):
    """Look at the form, send it to see what it changes, and press a button below that."""
    data = {"form_token": str(uuid4()), "community": "", "agency": "", "language": "", **data}
    tried = client.post(url, {**data, "try": ""})
    if tried.status_code != 200 or not button:
        return tried
    return client.post(url, {**data, "tried": tried.context["form"].data["tried"], button: ""})


def value(title):
    return f"thread:{Thread.objects.get(title=title).pk}"


def test_only_editors_come_in_and_others_find_nothing(site, client):
    addresses = []
    for pattern in urlpatterns:
        parameters = [MISSING] if "pk" in str(pattern.pattern) else []
        addresses.append((reverse(f"searchdesk:{pattern.name}", args=parameters), bool(parameters)))
    assert len(addresses) == 12
    for who in ("mem", "bo", "mia", "olu", "gus"):
        nothing = site.login(client, who).get("/communities/nonesuch/").content
        for address, _ in addresses:
            for method in (client.get, client.post):
                assert (method(address).status_code, method(address).content) == (404, nothing), (who, address)
    client.logout()
    assert {client.get(address).status_code for address, _ in addresses} == {302}
    site.login(client, "dee")
    assert {client.get(address).status_code for address, has_id in addresses if not has_id} == {200}
    assert "Search desk" in client.get("/cms/").text
    assert "Search desk" not in site.login(client, "bo").get("/cms/").text


def test_synonyms_are_tried_by_judged_queries_before_they_are_saved(site, client):
    site.login(client, "dee")
    judge = reverse("searchdesk:judge")
    page = client.get(judge, {"text": "food stamps"})
    assert page.text.count('type="checkbox"') == 1
    ticked = {"form_token": str(uuid4()), "text": "snap", "good": value("SNAP outreach")}
    assert client.post(judge, {**ticked, "good": []}).status_code == 422
    assert client.post(judge, ticked).status_code == 303
    actions.judge(viewer=site.viewer("dee"), text="food stamps", good=[("thread", int(value("SNAP outreach")[7:]))])
    new = reverse("searchdesk:new_alike")
    words = {"terms": "SNAP\nfood stamps\n", "is_ambiguous": ""}
    # Nothing is saved whose effect was not looked at, and other words are looked at again.
    early = client.post(new, {**words, "form_token": str(uuid4()), "save": ""})
    assert (early.status_code, Synonyms.objects.count()) == (200, 0)
    tried = {one.text: one for one in early.context["trial"].tried}
    assert (tried["food stamps"].before[0], tried["food stamps"].after[0]) == (0, 1)
    assert (tried["food stamps"].verdict, tried["snap"].after[0]) == ("better", 1)
    assert "1 before, 2 results after" in " ".join(early.text.split())
    other = client.post(new, {"terms": "SNAP\nfood aid", "tried": early.context["form"].data["tried"],
                              "form_token": str(uuid4()), "save": ""})  # fmt: skip
    assert (other.status_code, Synonyms.objects.count()) == (200, 0)
    assert fill(client, new, words).status_code == 303
    row = Synonyms.objects.get()
    assert row.terms == ["SNAP", "food stamps"]
    assert find(site.viewer("mem"), "snap").total == 2
    edit = reverse("searchdesk:edit_alike", args=[row.pk])
    assert "food stamps" in client.get(edit).text
    assert fill(client, edit, {"terms": "SNAP\nfood stamps\nfood aid", "is_ambiguous": "on"}).status_code == 303
    row.refresh_from_db()
    assert (len(row.terms), row.is_ambiguous) == (3, True)
    for bad in ({"terms": "one"}, {"terms": ""}, {"terms": "a\nA\n a "}, {"terms": "x\n" + "y" * 81}):
        assert fill(client, new, bad).status_code == 422, bad
    assert client.post(reverse("searchdesk:drop_alike", args=[row.pk])).status_code == 303
    assert find(site.viewer("mem"), "snap").total == 1


def test_a_result_is_picked_and_left_out_by_plain_forms(site, client):
    site.login(client, "dee")
    new = reverse("searchdesk:new_pick")
    page = client.get(new, {"phrase": "food help", "look": "snap"})
    assert f'value="{value("SNAP outreach")}"' in page.text
    assert "Snap decisions" not in page.text
    pick = {"phrase": "food help", "act": "pin", "starts_on": "", "ends_on": "", "result": value("SNAP outreach")}
    assert fill(client, new, pick).status_code == 303
    assert find(site.viewer("visitor"), "food help").results[0].is_picked
    row = Pick.objects.get()
    edit = reverse("searchdesk:edit_pick", args=[row.pk])
    assert "checked" in client.get(edit).text
    assert fill(client, edit, {**pick, "act": "leave_out", "ends_on": "2020-01-01"}).status_code == 303
    listed = client.get(reverse("searchdesk:picks")).text
    assert "left out" in listed
    assert "ended" in listed
    assert fill(client, new, {**pick, "starts_on": "2026-02-02", "ends_on": "2026-02-01"}).status_code == 422
    # A forged result that the editor may not read is one that does not exist.
    forged = [
        fill(client, new, {**pick, "result": result, "form_token": "d1b5e1b0-0000-4000-8000-000000000000"})
        for result in (value("Snap decisions at night"), f"thread:{MISSING}")
    ]
    assert [answer.status_code for answer in forged] == [422, 422]
    bodies = [re.sub(r'value="(thread:)?[\w-]*"', "", answer.text) for answer in forged]
    assert bodies[0] == bodies[1]


def test_an_editor_learns_of_no_hidden_place(site, client):
    mia = site.viewer("mia")
    actions.keep(
        viewer=site.viewer("dee"), row=Synonyms(), terms=["zebra words", "night words"], community=site.narcotics
    )
    thread = Thread.objects.get(title="Snap decisions at night")
    row = actions.keep(
        viewer=site.viewer("dee"),
        row=Pick(),
        phrase="quokka",
        kind="thread",
        key=thread.pk,
        group=f"t-{thread.pk}",
    )
    assert find(mia, "quokka").total == 1
    hidden = Synonyms.objects.get()
    site.login(client, "dee")
    for name in ("alike", "picks", "new_alike", "new_pick", "judged", "queries"):
        text = client.get(reverse(f"searchdesk:{name}")).text
        for word in ("zebra words", "Narcotics", "Snap decisions"):
            assert word not in text, (name, word)
    assert "Something that you may not read" in client.get(reverse("searchdesk:picks")).text
    assert "Snap decisions" not in client.get(reverse("searchdesk:edit_pick", args=[row.pk])).text
    for name in ("edit_alike", "drop_alike"):
        answers = [client.post(reverse(f"searchdesk:{name}", args=[pk])) for pk in (hidden.pk, MISSING)]
        assert answers[0].status_code == answers[1].status_code == 404
        assert answers[0].content == answers[1].content
