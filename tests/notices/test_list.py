"""What people find among their notices, and where it leads."""

import pytest
from django.urls import reverse

from communities.actions import joining, memberships
from communities.models import Level
from forum.notices.models import Notice
from forum.threads import actions


@pytest.fixture
def listed(world, client):
    """The rows of somebody's list as text, without mark-up."""

    def _listed(who: str, show: str = "unread") -> str:
        answer = world.login(client, who).get(reverse("notices:list"), {"show": show})
        assert answer.status_code == 200
        return answer.content.decode()

    return _listed


def test_a_mention_is_told_to_who_may_read_it_and_to_nobody_else(world, start, drain, listed):
    start("bo", "Bags", f"@{world.mem.handle} and @{world.cy.handle}, what do you pack?")
    drain()
    assert "mentioned you" in listed("mem")
    assert "Bags" not in listed("cy")
    assert not Notice.objects.filter(user=world.cy).exists()


def test_who_wrote_in_a_thread_hears_of_replies_and_others_do_not(world, start, reply, drain, listed):
    thread = start("mem")
    reply("bo", thread)
    drain()
    assert "The shift lead does." in listed("mem")
    # Gus follows the community: the new thread is told, the reply is not. Bo wrote it.
    assert [n.kind for n in Notice.objects.filter(user=world.gus)] == [Notice.Kind.THREAD]
    assert not Notice.objects.filter(user=world.bo, kind=Notice.Kind.REPLY).exists()


@pytest.mark.parametrize(
    ("level", "kinds"),
    [
        (Level.WATCHING, ["thread", "reply"]),
        (Level.FOLLOWING, ["thread"]),
        (Level.MENTIONS, []),
        (Level.MUTED, []),
    ],
)
def test_a_level_decides_what_a_member_is_told(world, start, reply, drain, level, kinds):
    memberships.set_level(viewer=world.viewer("gus"), community=world.opioid, level=level)
    reply("bo", start("mem"))
    drain()
    assert [n.kind for n in Notice.objects.filter(user=world.gus).order_by("pk")] == kinds


def test_replies_of_one_thread_stand_together_and_open_at_the_first(world, client, start, reply, drain, listed):
    thread = start("mem")
    first = reply("bo", thread, "One.")
    reply("mia", thread, "Two.")
    drain()
    assert "replied, 2 new posts" in listed("mem")
    oldest = Notice.objects.filter(user=world.mem).earliest("pk")
    answer = client.get(reverse("notices:open", args=[oldest.pk]))
    assert (answer.status_code, answer.url) == (302, first.get_absolute_url())
    assert not Notice.objects.filter(user=world.mem, read_at=None).exists()


def test_nobody_opens_or_marks_the_notice_of_somebody_else(world, client, start, reply, drain):
    reply("bo", start("mem"))
    drain()
    notice = Notice.objects.get(user=world.mem)
    world.login(client, "bo")
    assert client.get(reverse("notices:open", args=[notice.pk])).status_code == 404
    assert client.post(reverse("notices:read"), {"notice": notice.pk}).status_code == 303
    notice.refresh_from_db()
    assert notice.read_at is None
    world.login(client, "mem")
    client.post(reverse("notices:read"), {"notice": notice.pk})
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_marking_all_as_read_empties_the_bell(world, client, start, reply, drain, listed):
    thread = start("mem", source=f"@{world.bo.handle}?")
    reply("bo", thread, f"Yes, @{world.mem.handle}")
    drain()
    assert '<span class="count">1</span>' in listed("mem")
    client.post(reverse("notices:read"))
    assert "You are up to date" in listed("mem")
    assert "mentioned you" in listed("mem", "all")


def test_what_was_read_in_its_thread_is_no_news(world, start, reply, drain, listed):
    thread = start("mem")
    post = reply("bo", thread)
    drain()
    assert "The shift lead does." in listed("mem")
    thread.refresh_from_db()
    actions.mark_read(viewer=world.viewer("mem"), thread=thread, number=post.number)
    assert "You are up to date" in listed("mem")


def test_what_was_hidden_since_is_not_shown_any_more(world, start, reply, drain, listed):
    thread = start("mem")
    post = reply("gus", thread, "Tickets at the door.")
    drain()
    assert "Tickets" in listed("mem")
    actions.hide_post(viewer=world.viewer("bo"), post=post, reason="off topic")
    assert "Tickets" not in listed("mem")
    assert "Tickets" not in listed("mem", "all")


def test_who_left_finds_nothing_of_the_community_among_the_notices(world, start, reply, drain, listed):
    reply("bo", start("mem"))
    drain()
    assert "The shift lead does." in listed("mem")
    memberships.leave(viewer=world.viewer("mem"), community=world.opioid)
    assert "The shift lead does." not in listed("mem", "all")


def test_the_author_of_a_hidden_post_is_told_why(world, client, start, reply, drain, listed):
    post = reply("gus", start("mem"), "Tickets at the door.")
    drain()
    actions.hide_post(viewer=world.viewer("bo"), post=post, reason="fundraising is off topic")
    drain()
    assert "fundraising is off topic" in listed("gus")
    notice = Notice.objects.get(user=world.gus, kind=Notice.Kind.MODERATED)
    assert client.get(reverse("notices:open", args=[notice.pk])).url == post.get_absolute_url()
    assert "fundraising is off topic" not in listed("mem")


def test_both_answers_to_a_request_reach_the_person(world, drain, listed):
    asked = joining.ask_to_join(viewer=world.viewer("ana"), community=world.opioid, note="I run the fleet.")
    refused = joining.ask_to_join(viewer=world.viewer("cy"), community=world.opioid)
    joining.approve(viewer=world.viewer("bo"), request=asked)
    joining.refuse(viewer=world.viewer("bo"), request=refused, reason="Please do the training first.")
    drain()
    assert "approved your request to join Opioid response" in listed("ana")
    declined = listed("cy")
    assert "declined your request to join Opioid response" in declined
    assert "Please do the training first." in declined


def test_the_same_delivery_twice_tells_once(world, start, reply, drain):
    from communities.activity import deliver
    from communities.models import Activity

    reply("bo", start("mem"))
    drain()
    before = Notice.objects.count()
    deliver(Activity.objects.filter(kind="post.added").latest("pk"))
    drain()
    assert Notice.objects.count() == before


def test_an_edit_tells_only_whom_it_names_anew(world, start, reply, drain):
    thread = start("mem")
    post = reply("bo", thread, "I do.")
    drain()
    actions.edit(viewer=world.viewer("bo"), post=post, source=f"I do, @{world.mem.handle} and @{world.gus.handle}.")
    drain()
    assert Notice.objects.filter(user=world.mem, post=post).count() == 1
    assert Notice.objects.get(user=world.gus, post=post).kind == Notice.Kind.MENTION


def test_the_list_costs_the_same_whatever_its_length(world, client, start, reply, drain, django_assert_max_num_queries):
    thread = start("mem")
    reply("bo", thread)
    drain()
    world.login(client, "mem").get(reverse("notices:list"))
    with django_assert_max_num_queries(14) as asked:
        client.get(reverse("notices:list"))
    few = len(asked)
    for number in range(12):
        reply("mia", start("mem", f"Thread {number}"), f"@{world.mem.handle} see {number}")
    drain()
    with django_assert_max_num_queries(few):
        client.get(reverse("notices:list"))


def test_marking_one_row_under_htmx_brings_the_list_anew(world, client, start, reply, drain):
    reply("bo", start("mem"))
    drain()
    notice = Notice.objects.get(user=world.mem)
    world.login(client, "mem")
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = client.post(reverse("notices:read"), {"notice": notice.pk, "show": "all"}, headers=headers)
    page = answer.content.decode()
    assert page.lstrip().startswith('<div id="notices">')
    assert "The shift lead does." in page
    assert "is-unread" not in page
    assert "HX-Request" in answer["Vary"]
