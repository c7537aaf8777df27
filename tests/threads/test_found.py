"""What search has of threads: found by their words, at the post, and gone when they are hidden."""

import pytest

from forum.threads import actions

pytestmark = pytest.mark.usefixtures("index")


def found(world, client, who, words):
    world.login(client, who)
    return client.get("/search/", {"q": words}).text


def test_a_post_is_found_by_its_words_and_opens_at_the_post(world, client, thread, drain):
    drain()
    page = found(world, client, "gus", "everybody carries dose")
    assert f"/threads/{thread.pk}" in page
    assert "posts/2/" in page or "#post-2" in page
    for who in ("cy", "visitor"):
        assert f"/threads/{thread.pk}" not in found(world, client, who, "everybody carries dose")


def test_what_is_hidden_is_gone_from_search_and_comes_back(world, client, thread, drain):
    bo = world.viewer("bo")
    actions.hide_thread(viewer=bo, thread=thread, reason="x")
    drain()
    assert f"/threads/{thread.pk}" not in found(world, client, "gus", "naloxone night shift")
    assert f"/threads/{thread.pk}" not in found(world, client, "gus", "everybody carries dose")
    actions.restore_thread(viewer=bo, thread=thread)
    drain()
    assert f"/threads/{thread.pk}" in found(world, client, "gus", "naloxone night shift")


def test_a_moved_thread_is_found_by_the_readers_of_its_new_place_alone(world, client, thread, drain):
    drain()
    actions.move_thread(viewer=world.viewer("mia"), thread=thread, community=world.fleet)
    # Even before the index has followed.
    assert f"/threads/{thread.pk}" not in found(world, client, "gus", "everybody carries dose")
    drain()
    assert f"/threads/{thread.pk}" in found(world, client, "cy", "everybody carries dose")


def test_an_edit_changes_what_is_found(world, client, thread, drain):
    drain()
    actions.edit(viewer=world.viewer("mem"), post=thread.posts.get(number=1), source="We have seven helicopters now.")
    drain()
    assert f"/threads/{thread.pk}" in found(world, client, "gus", "helicopters")
