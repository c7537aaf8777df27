"""What live pages get of a channel: state plus events is fresh state, and of a removed message only ids."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from forum.chat import actions
from forum.chat.items import items
from forum.chat.models import Mention, Message
from forum.chat.unread import my_channels


def test_of_a_removed_message_only_ids_are_left(world, general, say):
    message = say("mem", general, "Her number is 555 0100")
    actions.edit(viewer=world.viewer("mem"), message=message, source="Call 555 0100")
    assert [item.get("html") for item in items(general.pk, 0, 10)] == ["<p>Call 555 0100</p>\n"] * 2
    actions.remove(viewer=world.viewer("bo"), message=message)
    told = items(general.pk, 0, 10)
    assert [(item["seq"], item["kind"]) for item in told] == [(1, "message"), (2, "edit"), (3, "remove")]
    assert all(set(item) <= {"seq", "kind", "at", "message", "removed", "author"} for item in told)
    assert told[0]["author"] == {"id": world.mem.pk}


def test_the_affiliation_is_that_of_the_moment(world, general, say):
    say("mem", general, "Written for Easton")
    world.mem.agency = world.lake
    world.mem.save()
    say("mem", general, "Written for Lake County")
    assert [item["author"]["agency"] for item in items(general.pk, 0, 10)] == ["City of Easton", "Lake County Health"]


def test_the_window_of_the_community_ends_an_authors_changes(world, general, say):
    message = say("mem", general, "Early")
    Message.objects.filter(pk=message.pk).update(at=now() - timedelta(days=2))
    for act in (
        lambda: actions.edit(viewer=world.viewer("mem"), message=message, source="Late"),
        lambda: actions.remove(viewer=world.viewer("mem"), message=message),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert actions.remove(viewer=world.viewer("bo"), message=message)


def test_mentions_name_members_only_and_follow_edits(world, general, say):
    message = say("bo", general, f"@{world.mem.handle} and @{world.cy.handle}")
    assert list(Mention.objects.values_list("user", flat=True)) == [world.mem.pk]
    actions.edit(viewer=world.viewer("bo"), message=message, source=f"@{world.gus.handle}")
    assert list(Mention.objects.values_list("user", flat=True)) == [world.gus.pk]


def test_unread_counts_need_no_counting(world, general, say, django_assert_num_queries):
    for number in range(4):
        say("bo", general, f"Line {number}")
    viewer = world.viewer("mem")
    with django_assert_num_queries(1):
        counts = {
            channel.slug: channel.new for channel in my_channels(viewer) if channel.community_id == world.opioid.pk
        }
    assert counts == {"general": 4}
    general.refresh_from_db()
    actions.note_read(viewer=viewer, channel=general, seq=3)
    assert next(channel.new for channel in my_channels(viewer)) == 1
    actions.note_read(viewer=viewer, channel=general, seq=1)
    assert next(channel.new for channel in my_channels(viewer)) == 1, "a position does not move back by itself"
