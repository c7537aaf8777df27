"""Threads over HTTP: who reads, who writes, and what both see."""

from uuid import uuid4

import pytest

from forum.threads import actions
from forum.threads.models import Post, ReadPosition, Thread

LIST = "/communities/opioid-response/threads/"
PEOPLE = [("mem", 200), ("bo", 200), ("gus", 200), ("cy", 404), ("olu", 404), ("visitor", 404)]


@pytest.mark.parametrize(("who", "status"), PEOPLE)
def test_only_readers_of_a_community_see_its_list_and_threads(world, client, thread, who, status):
    world.login(client, who)
    assert client.get(LIST).status_code == status
    assert client.get(thread.get_absolute_url()).status_code == status
    if status == 200:
        assert thread.title in client.get(LIST).text
        assert "Everybody on shift" in client.get(thread.get_absolute_url()).text


@pytest.mark.parametrize("who", ["cy", "visitor"])
def test_private_and_missing_threads_answer_the_same_bytes(world, client, thread, who):
    world.login(client, who)
    private = client.get(f"{LIST}{thread.pk}/")
    missing = client.get(f"{LIST}{thread.pk + 1000}/")
    assert private.status_code == missing.status_code == 404
    assert private.content == missing.content
    assert private.headers == missing.headers


def test_the_words_of_an_address_are_decoration(world, client, thread):
    world.login(client, "mem")
    for wrong in (
        f"{LIST}{thread.pk}/",
        f"{LIST}{thread.pk}-other-words/",
        f"/communities/fleet-managers/threads/{thread.pk}/",
    ):
        response = client.get(f"{wrong}?page=1")
        assert (response.status_code, response["Location"]) == (302, f"{thread.get_absolute_url()}?page=1")


def test_a_post_has_a_lasting_address(world, client, thread):
    for _ in range(20):
        actions.reply(viewer=world.viewer("mem"), thread=thread, source="More")
    world.login(client, "mem")
    assert client.get(f"{LIST}{thread.pk}/posts/21/")["Location"].endswith("/?page=2#post-21")
    assert client.get(f"{LIST}{thread.pk}/posts/2/")["Location"].endswith("/#post-2")
    assert 'id="post-21"' in client.get(f"{thread.get_absolute_url()}?page=2").text


@pytest.mark.parametrize(("who", "status"), [("mem", 303), ("gus", 303), ("bo", 303), ("cy", 404), ("visitor", 401)])
def test_members_reply(world, client, thread, who, status):
    world.login(client, who)
    form = {"source": "A reply that is long enough", "form_token": str(uuid4())}
    response = client.post(f"{LIST}{thread.pk}/reply/", form)
    assert response.status_code == status
    assert Post.objects.filter(thread=thread).count() == (3 if status == 303 else 2)
    if status == 303:
        assert response["Location"].endswith("#post-3")


def test_two_copies_of_a_form_have_one_effect(world, client, thread):
    world.login(client, "mem")
    form = {"source": "Once", "form_token": str(uuid4())}
    first, second = (client.post(f"{LIST}{thread.pk}/reply/", form) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Post.objects.filter(thread=thread).count() == 3
    start = {"title": "Only once", "source": "Text", "kind": "discussion", "form_token": str(uuid4())}
    first, second = (client.post(f"{LIST}new/", start) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Thread.objects.filter(title="Only once").count() == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": "x"}, "Write a title"),
        ({"title": "t" * 201}, "1 characters too long"),
        ({"source": "   "}, "Write some text first"),
        ({"source": "w" * 10_003}, "3 characters too long"),
        ({"tags": "a, b, c, d, e, f"}, "at most 5 tags"),
        ({"kind": "announcement"}, "announcement"),
    ],
)
def test_what_was_typed_is_kept_when_something_is_to_mend(world, client, change, message):
    world.login(client, "mem")
    form = {"title": "A fine title", "source": "A fine text", "kind": "question", "tags": "one", "form_token": uuid4()}
    response = client.post(f"{LIST}new/", form | change)
    assert response.status_code == 422
    assert message in response.text
    for name in {"title", "source", "tags"} - set(change):
        assert form[name] in response.text
    assert not Thread.objects.filter(title="A fine title").exists()


def test_everything_to_mend_is_said_at_once(world, client):
    world.login(client, "mem")
    form = {"title": "x", "kind": "question", "source": "", "tags": "a,b,c,d,e,f", "form_token": uuid4()}
    page = client.post(f"{LIST}new/", form)
    assert "3 things to mend" in page.text
    assert set(page.context["form"].errors) == {"title", "source", "tags"}


def test_a_text_written_while_the_sign_in_ended_waits_behind_the_sign_in(world, client, thread):
    url = f"{LIST}{thread.pk}/reply/"
    response = client.post(url, {"source": "Half an hour of writing", "form_token": uuid4()})
    assert response.status_code == 401
    assert "Half an hour of writing" in response.text
    world.login(client, "mem")
    page = client.get(url)
    assert "Half an hour of writing" in page.text
    client.post(url, {"source": "Half an hour of writing", "form_token": uuid4()})
    assert "Half an hour of writing" not in client.get(url).text


def test_opening_a_thread_marks_only_the_readers_own_position(world, client, thread):
    world.login(client, "gus")
    before = Thread.objects.filter(pk=thread.pk).values().get()
    client.get(thread.get_absolute_url(), headers={"Sec-Purpose": "prefetch"})
    assert not ReadPosition.objects.filter(user=world.gus).exists()
    client.get(thread.get_absolute_url())
    assert ReadPosition.objects.get(user=world.gus, thread=thread).number == 2
    assert Thread.objects.filter(pk=thread.pk).values().get() == before


def test_quoting_leads_back_to_the_quoted_post(world, client, thread):
    world.login(client, "mem")
    page = client.get(f"{LIST}{thread.pk}/posts/2/quote/")
    source = page.context["form"]["source"].value()
    assert "> Everybody on shift carries one dose." in source
    form = {"source": source + "Agreed", "to": 2, "form_token": uuid4()}
    client.post(f"{LIST}{thread.pk}/reply/", form)
    page = client.get(thread.get_absolute_url()).text
    assert 'class="quote__by"' in page
    assert "Bo Larsen in post 2" in page
    assert 'In reply to <a href="posts/2/">post 2</a>' in page


def test_an_author_edits_and_only_author_and_moderators_see_the_earlier_text(world, client, thread):
    url = f"{LIST}{thread.pk}/posts/1/"
    world.login(client, "gus")
    assert client.get(f"{url}edit/").status_code == 403
    world.login(client, "mem")
    form = client.get(f"{url}edit/").context["form"]
    values = {name: form[name].value() or "" for name in ("title", "kind", "tags", "seen")}
    change = {"source": "Our fleet takes over seven vehicles.", "reason": "Counted again", "title": "Who carries it?"}
    assert client.post(f"{url}edit/", values | change | {"form_token": uuid4()}).status_code == 303
    thread.refresh_from_db()
    assert thread.title == "Who carries it?"
    page = client.get(thread.get_absolute_url()).text
    assert "seven vehicles" in page
    assert "edited" in page
    for who, status in (("mem", 200), ("bo", 200), ("gus", 403), ("cy", 404)):
        world.login(client, who)
        response = client.get(f"{url}revisions/")
        assert response.status_code == status
        assert ("<del>six</del><ins>seven</ins>" in response.text) == (status == 200)


def test_an_edit_in_a_second_window_is_refused_and_keeps_its_text(world, client, thread):
    world.login(client, "mem")
    url = f"{LIST}{thread.pk}/posts/1/edit/"
    values = {"title": thread.title, "kind": thread.kind, "tags": "", "seen": 0}
    client.post(url, values | {"source": "First window", "form_token": uuid4()})
    response = client.post(url, values | {"source": "Second window", "form_token": uuid4()})
    assert response.status_code == 409
    assert thread.posts.get(number=1).source == "First window"


def test_a_removed_post_leaves_a_line_and_comes_back(world, client, thread):
    world.login(client, "bo")
    url = f"{LIST}{thread.pk}/posts/2/"
    assert "A line stays in its place" in client.get(f"{url}remove/").text
    assert client.post(f"{url}remove/").status_code == 303
    for who in ("bo", "mem"):
        world.login(client, who)
        page = client.get(thread.get_absolute_url()).text
        assert "Everybody on shift" not in page
        assert "Post 2 was removed by its author" in page
    assert client.post(f"{url}restore/").status_code == 404
    world.login(client, "bo")
    assert client.post(f"{url}restore/").status_code == 303
    assert "Everybody on shift" in client.get(thread.get_absolute_url()).text


def test_what_a_viewer_may_do_stands_on_a_page_without_script(world, client, thread):
    url = f"{LIST}{thread.pk}/posts/2/acts/"
    shown = {}
    for who in ("bo", "mem", "gus"):
        world.login(client, who)
        shown[who] = client.get(url).text
    assert "Remove post" in shown["bo"]
    assert "Choose as answer" in shown["mem"]
    assert "Remove post" not in shown["mem"]
    assert "Choose as answer" not in shown["gus"]
    world.login(client, "cy")
    assert client.get(url).status_code == 404


def test_the_answer_stands_under_the_question_too(world, client, thread):
    actions.reply(viewer=world.viewer("gus"), thread=thread, source="One in the belt pouch.")
    world.login(client, "mem")
    assert client.post(f"{LIST}{thread.pk}/posts/3/answer/").status_code == 303
    page = client.get(thread.get_absolute_url()).text
    assert 'id="answer"' in page
    assert "Go to its place" in page
    assert page.count("One in the belt pouch.") == 2
    assert client.post(f"{LIST}{thread.pk}/posts/2/answer/").status_code == 303
    page = client.get(thread.get_absolute_url()).text
    # It stands there already.
    assert page.count("Everybody on shift") == page.count("is-answer") == 1
    assert "Solved" in client.get(LIST).text
    world.login(client, "gus")
    assert client.post(f"{LIST}{thread.pk}/posts/2/answer/").status_code == 403


def test_a_locked_thread_says_so_and_takes_no_reply(world, client, thread):
    actions.lock(viewer=world.viewer("bo"), thread=thread, reason="The new policy answers it")
    world.login(client, "mem")
    page = client.get(thread.get_absolute_url()).text
    assert "The new policy answers it" in page
    assert "locked this thread" in page
    response = client.post(f"{LIST}{thread.pk}/reply/", {"source": "Still", "form_token": uuid4()})
    assert response.status_code == 403
    assert "Still" in response.text or Post.objects.filter(thread=thread).count() == 2


def test_a_moved_thread_is_found_by_its_old_addresses(world, client, thread):
    old = thread.get_absolute_url()
    actions.move_thread(viewer=world.viewer("mia"), thread=thread, community=world.fleet)
    world.login(client, "cy")
    response = client.get(old, follow=True)
    assert response.redirect_chain[-1][0].startswith("/communities/fleet-managers/threads/")
    assert "moved this thread here" in response.text
    world.login(client, "gus")
    assert client.get(old).status_code == 404


def test_a_visitor_reads_public_threads_and_is_asked_to_sign_in_for_more(world, client):
    thread = actions.start_thread(
        viewer=world.viewer("mia"), community=world.roads, title="Winter tires", source="Since when do you change?"
    )
    page = client.get(thread.get_absolute_url())
    assert page.status_code == 200
    assert "Since when do you change?" in page.text
    assert "Sign in to write here" in page.text
    assert client.get(f"{thread.get_absolute_url()}reply/").status_code == 302


@pytest.mark.parametrize("bad", ["999999999999999999", "0"])
def test_odd_ids_are_missing_pages(world, client, thread, bad):
    world.login(client, "mem")
    assert client.get(f"{LIST}{bad}/").status_code == 404
    assert client.get(f"{LIST}{thread.pk}/posts/{bad}/acts/").status_code == 404


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=99999999999999999999", "page=%00"])
def test_odd_pages_are_the_nearest_one(world, client, thread, query):
    world.login(client, "mem")
    assert client.get(f"{thread.get_absolute_url()}?{query}").status_code == 200
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_the_mention_box_suggests_members_only_and_only_to_members(world, client):
    world.login(client, "mem")
    people = client.get(f"{LIST}people/?q=b").json()["people"]
    assert [person["name"] for person in people] == ["Bo Larsen", "Jamal Brooks"]
    assert client.get(f"{LIST}people/?q=cy").json() == {"people": []}
    world.login(client, "cy")
    assert client.get(f"{LIST}people/?q=b").status_code == 404
