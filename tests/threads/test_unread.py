"""What is new to whom: in lists, in the frame, and after marking."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from forum.threads import actions, lists
from forum.threads.conversations import Threads
from forum.threads.lines import Line, lines
from forum.threads.models import CommunityMark, Thread
from forum.threads.unread import MOST, new_threads, news_of, unread_by_community

LIST = "/communities/opioid-response/threads/"


def seen(world, who, thread):
    line = Line(*lines(Thread.objects.filter(pk=thread.pk), world[who].pk).get())
    news = news_of(world.viewer(who), [line])[thread.pk]
    return (news.is_new, news.new)


def test_a_thread_that_began_after_i_joined_is_new_until_i_open_it(world, client, thread):
    assert seen(world, "gus", thread) == (True, 2)
    assert unread_by_community(world.viewer("gus")) == {world.opioid.pk: 2}
    world.login(client, "gus")
    assert ">New</span>" in client.get(LIST).text
    client.get(thread.get_absolute_url())
    assert seen(world, "gus", thread) == (False, 0)
    assert unread_by_community(world.viewer("gus")) == {}


def test_what_i_wrote_is_not_new_to_me(world, thread):
    assert seen(world, "mem", thread) == (False, 1)
    actions.mark_read(viewer=world.viewer("mem"), thread=thread, number=2)
    actions.reply(viewer=world.viewer("mem"), thread=thread, source="Thank you")
    assert seen(world, "mem", thread) == (False, 0)


def test_nobody_starts_with_what_was_there_before(world, thread):
    CommunityMark.objects.create(user=world.gus, community=world.opioid, at=now())
    assert seen(world, "gus", thread) == (False, 0)
    actions.reply(viewer=world.viewer("bo"), thread=thread, source="It goes on")
    # It was never opened and began before: still not new.
    assert seen(world, "gus", thread) == (False, 0)
    assert unread_by_community(world.viewer("gus")) == {}


def test_mark_all_as_read_silences_what_is_there_and_nothing_later(world, client, thread):
    world.login(client, "gus")
    assert client.post(f"{LIST}read/").status_code == 303
    assert seen(world, "gus", thread) == (False, 0)
    assert unread_by_community(world.viewer("gus")) == {}
    later = actions.start_thread(viewer=world.viewer("bo"), community=world.opioid, title="Later on", source="x y")
    assert seen(world, "gus", later) == (True, 1)
    assert unread_by_community(world.viewer("gus")) == {world.opioid.pk: 1}


def test_marked_unread_from_a_post_it_is_new_again_however_old(world, client, thread):
    world.login(client, "gus")
    client.get(thread.get_absolute_url())
    client.post(f"{LIST}read/")
    assert client.post(f"{LIST}{thread.pk}/posts/2/unread/").status_code == 303
    assert seen(world, "gus", thread) == (False, 1)
    assert unread_by_community(world.viewer("gus")) == {world.opioid.pk: 1}
    page = client.get(thread.get_absolute_url()).text
    assert page.index('id="new"') < page.index('id="post-2"')


def test_a_hidden_post_is_not_new_to_those_who_cannot_read_it(world, thread):
    post = actions.reply(viewer=world.viewer("mem"), thread=thread, source="Names")
    assert seen(world, "gus", thread) == (True, 3)
    actions.hide_post(viewer=world.viewer("bo"), post=post, reason="Personal data")
    assert seen(world, "gus", thread) == (True, 2)


def test_a_hidden_thread_counts_for_nobody_but_moderators(world, thread):
    actions.hide_thread(viewer=world.viewer("bo"), thread=thread, reason="x")
    assert unread_by_community(world.viewer("gus")) == {}
    assert world.opioid.pk in unread_by_community(world.viewer("mia"))


def test_a_change_of_role_keeps_what_was_unread(world, thread):
    from communities.actions import change_role
    from communities.models import Membership

    held = Membership.objects.current().get(user=world.mem, community=world.opioid)
    actions.reply(viewer=world.viewer("bo"), thread=thread, source="One more")
    later = actions.start_thread(viewer=world.viewer("bo"), community=world.opioid, title="Later on", source="x y")
    change_role(viewer=world.viewer("mia"), membership=held, role="moderator")
    assert seen(world, "mem", later) == (True, 1)
    assert unread_by_community(world.viewer("mem")) == {world.opioid.pk: 3}


def test_counts_stop_at_a_most(world, thread):
    Thread.objects.filter(pk=thread.pk).update(last_number=500, last_shown=500)
    assert unread_by_community(world.viewer("gus")) == {world.opioid.pk: MOST}


def test_the_filter_for_new_shows_what_the_rows_say(world, client, thread):
    world.login(client, "gus")
    old = actions.start_thread(viewer=world.viewer("bo"), community=world.opioid, title="Read already", source="x y")
    client.get(old.get_absolute_url())
    page = client.get(f"{LIST}?show=new").text
    assert thread.title in page
    assert "Read already" not in page
    client.get(thread.get_absolute_url())
    assert "You are up to date" in client.get(f"{LIST}?show=new").text


def test_catching_up_puts_mentions_first(world, thread):
    mentioned = actions.start_thread(
        viewer=world.viewer("bo"), community=world.opioid, title="For Gus", source=f"@{world.gus.handle} please"
    )
    actions.reply(viewer=world.viewer("bo"), thread=thread, source="Newer than that")
    caught = Threads().catch_up(world.viewer("gus"), 5)
    assert [row.title for row in caught.rows] == [mentioned.title, thread.title]
    assert (caught.threads, caught.posts, caught.mentions) == (2, 4, 1)
    assert new_threads(world.viewer("visitor")) == []


@pytest.mark.parametrize("who", ["cy", "visitor"])
def test_the_newest_threads_are_only_those_that_one_may_read(world, thread, who):
    open_one = actions.start_thread(viewer=world.viewer("mia"), community=world.roads, title="Public", source="x y")
    newest = Threads().newest(world.viewer(who), 5)
    assert [row.title for row in newest] == [open_one.title]


def test_a_list_shows_pinned_threads_first_and_once(world, client, thread):
    later = actions.start_thread(viewer=world.viewer("bo"), community=world.opioid, title="Later on", source="x y")
    actions.pin(viewer=world.viewer("bo"), thread=thread, until=now() + timedelta(days=2))
    world.login(client, "mem")
    page = client.get(LIST).text
    assert page.index(thread.title) < page.index(later.title)
    assert page.count(thread.title) == 1
    assert "Pinned until" in page


def test_filters_by_tag_and_by_who_wrote_nothing_yet(world, client, thread):
    alone = actions.start_thread(viewer=world.viewer("bo"), community=world.opioid, title="Nobody yet", source="x y")
    world.login(client, "mem")
    assert alone.title not in client.get(f"{LIST}?tag=naloxone").text
    assert thread.title in client.get(f"{LIST}?tag=naloxone").text
    unanswered = client.get(f"{LIST}?show=unanswered").text
    assert alone.title in unanswered
    assert thread.title not in unanswered
    assert client.get(f"{LIST}?tag=%00&sort=nonsense&show=x").status_code == 200


def test_pages_of_a_list_end_at_a_most(world, client, thread, monkeypatch):
    monkeypatch.setattr(lists, "MOST_ROWS", 1)
    actions.start_thread(viewer=world.viewer("bo"), community=world.opioid, title="Later on", source="x y")
    world.login(client, "mem")
    page = client.get(LIST)
    assert page.context["page"].paginator.num_pages == 1
    assert "Older threads are found by searching" in page.text
