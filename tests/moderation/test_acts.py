"""What moderators do to threads and posts: pin, lock, hide, move."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from communities.actions.memberships import begin
from forum.moderation.models import ReviewItem
from forum.threads.models import Post, Thread

POSTED = [
    ("pin", {"until": str(localdate() + timedelta(days=3))}),
    ("lock", {"reason": "Answered by the new policy."}),
    ("hide_thread", {"reason": "A patient is named."}),
]


@pytest.mark.parametrize(("act", "form"), POSTED)
@pytest.mark.parametrize(
    ("who", "status"), [("bo", 303), ("mia", 303), ("mem", 404), ("gus", 404), ("cy", 404), ("dee", 404), ("olu", 404)]
)
def test_only_moderators_of_the_community_act_on_its_threads(world, client, talk, act, form, who, status):
    world.login(client, who)
    assert client.post(talk.url(act, talk.thread.pk), form).status_code == status
    thread = Thread.objects.get(pk=talk.thread.pk)
    assert any([thread.is_pinned, thread.is_locked, thread.is_hidden]) == (status == 303)


def test_a_lock_has_a_reason_and_can_be_opened(world, client, talk):
    world.login(client, "bo")
    assert client.get(talk.url("lock", talk.thread.pk)).status_code == 200
    assert client.post(talk.url("lock", talk.thread.pk), {"reason": ""}).status_code == 422
    client.post(talk.url("lock", talk.thread.pk), {"reason": "Answered by the new policy."})
    thread = Thread.objects.get(pk=talk.thread.pk)
    assert (thread.is_locked, thread.lock_reason) == (True, "Answered by the new policy.")
    client.post(talk.url("unlock", talk.thread.pk))
    assert not Thread.objects.get(pk=talk.thread.pk).is_locked


@pytest.mark.parametrize(
    ("until", "status"), [("2020-01-01", 422), ("never", 422), ("", 422), (str(localdate()), 303), ("2999-01-01", 422)]
)
def test_a_pin_ends_on_a_day_from_today_on(world, client, talk, until, status):
    world.login(client, "bo")
    assert client.post(talk.url("pin", talk.thread.pk), {"until": until}).status_code == status
    thread = Thread.objects.get(pk=talk.thread.pk)
    assert thread.is_pinned == (status == 303)
    if status == 303:
        assert now() < thread.pinned_until <= now() + timedelta(days=1, hours=12)
        client.post(talk.url("unpin", talk.thread.pk))
        assert not Thread.objects.get(pk=talk.thread.pk).is_pinned


def test_hiding_a_post_and_showing_it_again(world, client, talk):
    assert world.login(client, "mem").post(talk.url("hide_post", *talk.place), {"reason": "x"}).status_code == 404
    world.login(client, "bo")
    assert b"Our dinner is on the 5th." in client.get(talk.url("hide_post", *talk.place)).content
    assert client.post(talk.url("hide_post", *talk.place), {"reason": ""}).status_code == 422
    assert client.post(talk.url("hide_post", *talk.place), {"reason": "off topic"}).status_code == 303
    assert Post.objects.get(pk=talk.post.pk).state == Post.State.HIDDEN
    assert world.login(client, "gus").post(talk.url("show_post", *talk.place)).status_code == 404
    world.login(client, "bo").post(talk.url("show_post", *talk.place))
    assert Post.objects.get(pk=talk.post.pk).is_shown


def test_hiding_a_thread_and_showing_it_again(world, client, talk):
    world.login(client, "bo").post(talk.url("hide_thread", talk.thread.pk), {"reason": "A patient is named."})
    assert not Thread.objects.visible_to(world.viewer("mem")).filter(pk=talk.thread.pk).exists()
    client.post(talk.url("restore_thread", talk.thread.pk))
    assert Thread.objects.visible_to(world.viewer("mem")).filter(pk=talk.thread.pk).exists()


def test_a_thread_moves_only_between_places_that_one_moderates(world, client, talk, reported, drain):
    move, form = talk.url("move", talk.thread.pk), {"community": world.fleet.pk, "reason": "It is about vehicles."}
    assert world.login(client, "bo").post(move, form).status_code == 422
    assert world.login(client, "mem").post(move, form).status_code == 404
    world.login(client, "mia")
    assert client.post(move, {**form, "community": world.opioid.pk}).status_code == 422
    assert client.post(move, {**form, "reason": ""}).status_code == 422
    answer = client.post(move, form)
    thread = Thread.objects.select_related("community").get(pk=talk.thread.pk)
    assert (answer.status_code, answer.url) == (303, thread.get_absolute_url())
    assert thread.community == world.fleet
    assert world.fleet.slug in answer.url
    # The old addresses lead on, for those who may read the new place.
    world.login(client, "mem")
    for old in (talk.thread.get_absolute_url(), talk.post.get_absolute_url()):
        assert client.get(old, follow=True).redirect_chain[-1][0].startswith(thread.get_absolute_url())
        assert world.login(client, "gus").get(old, follow=True).status_code == 404
        world.login(client, "mem")
    drain()
    # The report went along, to the moderators who can do something about it.
    item = ReviewItem.objects.get(pk=reported.pk)
    assert (item.community, item.audience) == (world.fleet, world.fleet.moderators_audience)
    world.login(client, "bo")
    assert "Our dinner" not in client.get(talk.url("queue")).content.decode()
    assert client.post(talk.url("decide", reported.pk), {"outcome": "fine", "reason": "x"}).status_code == 404


def test_one_who_moderates_two_places_is_offered_the_other_and_no_third(world, client, talk):
    begin(user=world.bo, community=world.roads, origin="joined", actor=None, role="moderator")
    page = world.login(client, "bo").get(talk.url("move", talk.thread.pk)).content.decode()
    assert "Road safety</option>" in page
    for other in ("Opioid response</option>", "Fleet managers</option>", "Narcotics intelligence</option>"):
        assert other not in page
    assert reverse("moderation:queue", args=["road-safety"])
