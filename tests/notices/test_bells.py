"""The bell's count, which every page asks for in one statement of its own."""

import pytest

from forum.notices.bells import unread
from forum.notices.models import Notice
from forum.threads.models import Post, ReadPosition


def counted(viewer):
    """The same by the querysets that the list uses."""
    notices = Notice.objects.visible_to(viewer).unread().select_related("post")
    return len({-one.post.thread_id if one.kind == Notice.Kind.REPLY else one.pk for one in notices})


@pytest.fixture
def told(world, start, reply, drain):
    """Two replies in one thread of mem's, one in another."""
    first, second = start("mem"), start("mem")
    for thread in (first, first, second):
        reply("bo", thread)
    drain()
    return first, second


def test_the_bell_counts_the_rows_that_the_list_shows_as_unread(world, told):
    viewer = world.viewer("mem")
    assert unread(viewer) == counted(viewer) == 2
    assert unread(world.viewer("cy")) == unread(world.viewer("visitor")) == 0


def test_what_was_read_in_its_place_or_hidden_since_does_not_count(world, told):
    first, second = told
    viewer = world.viewer("mem")
    ReadPosition.objects.update_or_create(user=world.mem, thread=second, defaults={"number": 2})
    assert unread(viewer) == counted(viewer) == 1
    Post.objects.filter(thread=first, number__gt=1).update(audience=world.opioid.moderators_audience)
    assert unread(viewer) == counted(viewer) == 0
