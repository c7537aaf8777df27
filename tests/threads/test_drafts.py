"""Drafts: kept while one writes, by script and without, and told apart between two windows."""

from uuid import uuid4

import pytest

from forum.threads import actions
from forum.threads.models import Draft

LIST = "/communities/opioid-response/threads/"


def save(client, place, source, sequence=0, **more):
    return client.post(f"/drafts/{place}/", {"source": source, "sequence": sequence, **more})


def test_a_draft_waits_in_the_form_and_goes_when_it_is_posted(world, client, thread):
    world.login(client, "mem")
    place = f"thread-{thread.pk}"
    assert save(client, place, "Half a sentence").json()["sequence"] == 1
    assert save(client, place, "A whole sentence", sequence=1).json()["sequence"] == 2
    assert "A whole sentence" in client.get(thread.get_absolute_url()).text
    world.login(client, "gus")
    assert "A whole sentence" not in client.get(thread.get_absolute_url()).text
    world.login(client, "mem")
    client.post(f"{LIST}{thread.pk}/reply/", {"source": "A whole sentence", "form_token": uuid4()})
    assert not Draft.objects.exists()


def test_a_second_window_is_told_and_overwrites_nothing(world, client, thread):
    world.login(client, "mem")
    place = f"thread-{thread.pk}"
    save(client, place, "First window")
    conflict = save(client, place, "Second window")
    assert conflict.status_code == 409
    assert conflict.json()["source"] == "First window"
    assert Draft.objects.get().source == "First window"
    # It knows of the other text now, and keeps its own.
    assert save(client, place, "Second window", sequence=conflict.json()["sequence"]).status_code == 200
    assert Draft.objects.get().source == "Second window"


def test_without_script_a_button_saves_and_a_conflict_keeps_both_texts(world, client, thread):
    world.login(client, "mem")
    url = f"{LIST}{thread.pk}/reply/"
    form = {"form_token": uuid4(), "sequence": 0, "save": "1"}
    page = client.post(url, form | {"source": "First window"})
    assert page.status_code == 200
    assert "Draft saved" in page.text
    page = client.post(url, form | {"source": "Second window"})
    assert page.status_code == 422
    assert "Another window saved this draft" in page.text
    assert "Second window" in page.text
    assert Draft.objects.get().source == "First window"
    again = form | {"source": "Second window", "sequence": page.context["form"]["sequence"].value()}
    assert client.post(url, again).status_code == 200
    assert Draft.objects.get().source == "Second window"
    assert thread.posts.count() == 2


def test_a_preview_shows_the_text_posts_nothing_and_keeps_the_draft(world, client, thread):
    world.login(client, "mem")
    url = f"{LIST}{thread.pk}/reply/"
    form = {"form_token": uuid4(), "preview": "1", "source": "**Bold** <script>x</script>"}
    page = client.post(url, form).text
    assert "<strong>Bold</strong> &lt;script&gt;" in page
    part = client.post(url, form, headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text
    assert part.lstrip().startswith("<section")
    assert thread.posts.count() == 2


def test_a_form_to_mend_keeps_its_text_as_a_draft_too(world, client):
    world.login(client, "mem")
    form = {"title": "x", "kind": "question", "source": "An hour of work", "tags": "", "form_token": uuid4()}
    assert client.post(f"{LIST}new/", form).status_code == 422
    assert "An hour of work" in client.get(f"{LIST}new/").text


def test_my_drafts_lead_back_to_where_they_belong(world, client, thread):
    world.login(client, "mem")
    save(client, f"thread-{thread.pk}", "On the reply")
    save(client, f"new-{world.fleet.pk}", "On the fleet", title="A new thread")
    save(client, f"new-{world.narcotics.pk}", "Somewhere closed")
    page = client.get("/drafts/").text
    assert f"{thread.get_absolute_url()}reply/" in page
    assert "/communities/fleet-managers/threads/new/" in page
    assert "narcotics" not in page.lower()
    client.post(f"/drafts/thread-{thread.pk}/discard/")
    assert Draft.objects.filter(user=world.mem).count() == 2
    world.login(client, "visitor")
    assert client.get("/drafts/").status_code == 302


@pytest.mark.parametrize("place", ["nonsense", "thread-x", "thread-99999999999999999999999", "other-1"])
def test_odd_places_are_refused(world, client, place):
    world.login(client, "mem")
    assert save(client, place, "text").status_code == 404
    assert not Draft.objects.exists()
    assert client.get("/drafts/").status_code == 200


def test_an_edit_has_a_draft_of_its_own(world, client, thread):
    world.login(client, "mem")
    post = thread.posts.get(number=1)
    save(client, f"post-{post.pk}", "Seven vehicles")
    assert "Seven vehicles" in client.get(f"{LIST}{thread.pk}/posts/1/edit/").text
    assert "Seven vehicles" not in client.get(thread.get_absolute_url()).text
    actions.edit(viewer=world.viewer("mem"), post=post, source="Seven vehicles")
    assert not Draft.objects.exists()
