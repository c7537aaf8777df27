"""How many queries the pages need, the frame included, and that the number does not grow with what they show."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.threads import actions

LIST = "/communities/opioid-response/threads/"


def queries(client, url):
    """The queries of the second look: the first one moves the reader's position."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return captured.captured_queries


@pytest.mark.parametrize("who", ["mem", "bo", "gus"])
def test_a_thread_page_needs_at_most_fourteen_queries_however_long(world, client, thread, who):
    world.login(client, who)
    few = queries(client, thread.get_absolute_url())
    for number in range(18):
        writer = "bo" if number % 2 else "gus"
        actions.reply(viewer=world.viewer(writer), thread=thread, source=f"Post {number}", reply_to=1)
    many = queries(client, thread.get_absolute_url())
    assert len(many) <= len(few)
    assert len(many) <= 14, "\n".join(query["sql"][:160] for query in many)


@pytest.mark.parametrize("who", ["mem", "bo", "gus"])
def test_a_list_needs_at_most_twelve_queries_however_long(world, client, thread, who):
    world.login(client, who)
    few = queries(client, LIST)
    for number in range(12):
        actions.start_thread(
            viewer=world.viewer("bo" if number % 2 else "mem"),
            community=world.opioid,
            title=f"Thread {number}",
            source="Text",
            tags=["one", "two"],
        )
    many = queries(client, LIST)
    assert len(many) <= len(few)
    assert len(many) <= 12, "\n".join(query["sql"][:160] for query in many)


def test_more_communities_cost_no_more_queries(world, client, thread):
    world.login(client, "gus")
    one = len(queries(client, LIST))
    world.login(client, "mia")
    # She owns all five.
    assert len(queries(client, LIST)) <= one + 1
