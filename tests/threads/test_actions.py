"""What the actions do to threads and posts, and to whom they say no."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.timezone import now

from communities.models import Activity
from communities.viewer import viewer_of
from forum.threads import actions
from forum.threads.models import Mention, Post, ReadPosition, Thread, ThreadEvent


@pytest.fixture
def mem(world):
    return world.viewer("mem")


@pytest.fixture
def bo(world):
    return world.viewer("bo")


@pytest.fixture
def thread(world, mem):
    return actions.start_thread(
        viewer=mem,
        community=world.opioid,
        title="Who carries naloxone on night shift?",
        source="Our fleet takes over six vehicles.",
        kind="question",
        tags=["Naloxone", "night shift"],
    )


def test_a_thread_starts_with_its_opening_post(world, thread):
    thread.refresh_from_db()
    post = thread.posts.get()
    assert (post.number, thread.last_number, thread.posts_count) == (1, 1, 1)
    assert thread.tags == ["naloxone", "night-shift"]
    assert thread.audience == post.audience == world.opioid.readers_audience
    assert (post.agency_name, post.agency_type, post.author_title) == ("City of Easton", "city", "EMS captain")
    assert 'id="post-1"' in post.card
    activity = Activity.objects.get(kind="thread.started", subject_id=thread.pk)
    assert activity.payload == {"post": post.pk, "mentions": []}


def test_only_members_start_threads_and_only_moderators_announce(world, mem):
    with pytest.raises(PermissionDenied):
        actions.start_thread(viewer=world.viewer("cy"), community=world.fleet, title="Hello there", source="x")
    with pytest.raises(PermissionDenied):
        actions.start_thread(
            viewer=mem, community=world.opioid, title="Hello there", source="x", kind=Thread.Kind.ANNOUNCEMENT
        )


@pytest.mark.parametrize("change", [{"title": "  "}, {"title": "x" * 201}, {"source": " \n"}, {"source": "x" * 10_001}])
def test_what_is_missing_or_too_long_is_refused_with_a_sentence(world, mem, change):
    values = {"title": "A good title", "source": "Text", **change}
    with pytest.raises(ValidationError) as refusal:
        actions.start_thread(viewer=mem, community=world.opioid, **values)
    assert refusal.value.messages[0].endswith(".")


def test_replies_are_numbered_and_name_whom_they_answer_and_mention(world, thread, bo):
    post = actions.reply(viewer=bo, thread=thread, source=f"@{world.mem.handle} and @{world.mia.handle}", reply_to=1)
    thread.refresh_from_db()
    assert (post.number, thread.last_number, thread.posts_count, thread.last_post_by) == (2, 2, 2, world.bo)
    assert set(Mention.objects.filter(post=post).values_list("user", flat=True)) == {world.mem.pk, world.mia.pk}
    payload = Activity.objects.get(kind="post.added", subject_id=post.pk).payload
    assert payload["reply_to"] == world.mem.pk
    assert set(payload["mentions"]) == {world.mem.pk, world.mia.pk}


def test_events_have_numbers_without_gaps(world, thread, mem, bo):
    post = actions.reply(viewer=bo, thread=thread, source="Yes")
    actions.edit(viewer=bo, post=post, source="Yes, all of us")
    actions.accept_answer(viewer=mem, post=post)
    actions.lock(viewer=bo, thread=thread, reason="Done")
    seqs = ThreadEvent.objects.filter(thread=thread).order_by("seq").values_list("seq", flat=True)
    thread.refresh_from_db()
    assert list(seqs) == list(range(1, thread.event_head + 1))


def test_an_edit_keeps_the_earlier_text_and_is_the_authors_alone(world, thread, mem, bo):
    post = thread.posts.get()
    with pytest.raises(PermissionDenied):
        actions.edit(viewer=bo, post=post, source="Other words")
    actions.edit(viewer=mem, post=post, source="Other words", reason="A typing error")
    post.refresh_from_db()
    assert post.html == "<p>Other words</p>\n"
    revision = post.revisions.get()
    assert (revision.source, revision.reason) == ("Our fleet takes over six vehicles.", "A typing error")


def test_a_removed_post_leaves_its_number_and_its_author_can_bring_it_back(world, thread, mem, bo):
    post = actions.reply(viewer=mem, thread=thread, source="Wrong thread")
    actions.reply(viewer=bo, thread=thread, source="Last")
    with pytest.raises(PermissionDenied):
        actions.remove(viewer=bo, post=post)
    post = actions.remove(viewer=mem, post=post)
    thread.refresh_from_db()
    assert (thread.last_number, thread.posts_count) == (3, 2)
    assert not Post.objects.visible_to(world.viewer("gus")).filter(pk=post.pk).exists()
    with pytest.raises(PermissionDenied):
        actions.restore_post(viewer=bo, post=post)
    actions.restore_post(viewer=mem, post=post)
    assert Post.objects.visible_to(world.viewer("gus")).filter(pk=post.pk).exists()


def test_an_author_brings_a_post_back_for_seven_days_only(thread, mem):
    post = actions.remove(viewer=mem, post=actions.reply(viewer=mem, thread=thread, source="x y"))
    Post.objects.filter(pk=post.pk).update(state_at=now() - timedelta(days=8))
    with pytest.raises(PermissionDenied):
        actions.restore_post(viewer=mem, post=post)


def test_hiding_a_post_narrows_its_audience_and_takes_back_the_answer(world, thread, mem, bo):
    post = actions.reply(viewer=mem, thread=thread, source="Names of patients")
    actions.accept_answer(viewer=mem, post=post)
    with pytest.raises(PermissionDenied):
        actions.hide_post(viewer=mem, post=post, reason="x")
    post = actions.hide_post(viewer=bo, post=post, reason="Personal data")
    thread.refresh_from_db()
    assert post.audience == world.opioid.moderators_audience
    assert thread.answer_id is None
    assert (thread.last_number, thread.last_shown, thread.posts_count, thread.last_post_by) == (2, 1, 1, world.mem)
    with pytest.raises(PermissionDenied):
        actions.restore_post(viewer=mem, post=post)
    assert actions.restore_post(viewer=bo, post=post).audience == world.opioid.readers_audience


def test_a_hidden_thread_is_for_moderators_and_comes_back_without_its_hidden_posts(world, thread, mem, bo):
    hidden = actions.hide_post(viewer=bo, post=actions.reply(viewer=mem, thread=thread, source="a b"), reason="x")
    actions.hide_thread(viewer=bo, thread=thread, reason="Under review")
    assert not Thread.objects.visible_to(mem).filter(pk=thread.pk).exists()
    assert not Post.objects.visible_to(mem).filter(thread=thread).exists()
    with pytest.raises(PermissionDenied):
        actions.restore_thread(viewer=mem, thread=thread)
    actions.restore_thread(viewer=bo, thread=thread)
    assert list(Post.objects.visible_to(mem).filter(thread=thread).values_list("number", flat=True)) == [1]
    hidden.refresh_from_db()
    assert hidden.audience == world.opioid.moderators_audience


def test_members_cannot_write_in_a_locked_thread(world, thread, mem, bo):
    with pytest.raises(PermissionDenied):
        actions.lock(viewer=mem, thread=thread, reason="x")
    actions.lock(viewer=bo, thread=thread, reason="The new policy answers it")
    # The object in hand is the old one: the rule is asked of the row.
    with pytest.raises(PermissionDenied):
        actions.reply(viewer=mem, thread=thread, source="One more")
    actions.reply(viewer=bo, thread=thread, source="A moderator may")
    actions.unlock(viewer=bo, thread=thread)
    actions.reply(viewer=mem, thread=thread, source="One more")


def test_a_pin_ends_by_itself(world, thread, mem, bo):
    with pytest.raises(PermissionDenied):
        actions.pin(viewer=mem, thread=thread, until=now() + timedelta(days=1))
    with pytest.raises(ValidationError):
        actions.pin(viewer=bo, thread=thread, until=now() - timedelta(minutes=1))
    actions.pin(viewer=bo, thread=thread, until=now() + timedelta(days=3))
    assert Thread.objects.pinned().filter(pk=thread.pk).exists()
    assert not Thread.objects.pinned(now() + timedelta(days=4)).filter(pk=thread.pk).exists()


def test_a_moved_thread_takes_the_audience_of_its_new_place(world, thread, mem, bo):
    mia = world.viewer("mia")
    hidden = actions.hide_post(viewer=bo, post=actions.reply(viewer=mem, thread=thread, source="a b"), reason="x")
    with pytest.raises(PermissionDenied):
        actions.move_thread(viewer=bo, thread=thread, community=world.fleet)
    moved = actions.move_thread(viewer=mia, thread=thread, community=world.fleet)
    hidden.refresh_from_db()
    assert moved.audience == thread.posts.get(number=1).audience == world.fleet.readers_audience
    assert hidden.audience == world.fleet.moderators_audience
    assert Thread.objects.visible_to(world.viewer("cy")).filter(pk=thread.pk).exists()
    assert not Thread.objects.visible_to(world.viewer("gus")).filter(pk=thread.pk).exists()


def test_only_the_one_who_asked_and_moderators_choose_the_answer(world, thread, mem, bo):
    post = actions.reply(viewer=bo, thread=thread, source="Everybody on shift")
    with pytest.raises(PermissionDenied):
        actions.accept_answer(viewer=world.viewer("gus"), post=post)
    assert actions.accept_answer(viewer=mem, post=post).is_solved
    assert not actions.withdraw_answer(viewer=bo, post=post).is_solved
    with pytest.raises(PermissionDenied):
        actions.accept_answer(viewer=mem, post=thread.posts.get(number=1))


def test_a_position_never_goes_back_but_by_choice(thread, mem, bo):
    for _ in range(3):
        actions.reply(viewer=bo, thread=thread, source="More")
    thread.refresh_from_db()
    actions.mark_read(viewer=mem, thread=thread, number=3)
    actions.mark_read(viewer=mem, thread=thread, number=2)
    actions.mark_read(viewer=bo, thread=thread, number=99)
    positions = dict(ReadPosition.objects.filter(thread=thread).values_list("user_id", "number"))
    assert positions == {mem.id: 3, bo.id: 4}
    actions.mark_unread(viewer=mem, post=thread.posts.get(number=2))
    assert ReadPosition.objects.get(user_id=mem.id, thread=thread).number == 1


def test_a_guest_is_stamped_as_one(world, thread):
    post = actions.reply(viewer=world.viewer("gus"), thread=thread, source="From the street side")
    assert post.is_guest
    assert post.agency_name == "Harbor Recovery Network"
    assert "Guest until" in post.card


def test_the_stamp_stays_when_the_author_changes_agency(world, thread, mem):
    post = actions.reply(viewer=mem, thread=thread, source="As of today")
    world.mem.agency = world.lake
    world.mem.save()
    actions.edit(viewer=viewer_of(world.mem), post=post, source="As of tomorrow")
    post.refresh_from_db()
    assert post.agency_name == "City of Easton"
    assert "City of Easton" in post.card
