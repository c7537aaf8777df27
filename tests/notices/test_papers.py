"""Who hears of a paper's review, in the bell and by mail, and where it opens."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import now

from communities.actions import memberships
from communities.models import Appointment, Membership
from forum.notices.models import Bell, Notice
from home import clock
from home.actions import reviewing
from tests.home.made import again, draft, fresh, out, place

EDITION = "“Naloxone in patrol vehicles, edition 1”"


@pytest.fixture
def editor(world):
    """Dee, editor of the service, who belongs to opioid-response."""
    memberships.begin(user=world.dee, community=world.opioid, origin="joined", actor=None, role="member")
    return world.dee


@pytest.fixture
def handed_in(world, editor, drain):
    """An edition of opioid-response that Dee wrote and handed in, and everybody was told of."""
    edition = draft(editor, place(world, world.opioid))
    reviewing.hand_in(author=fresh(editor), page=again(edition))
    drain()
    return edition


def told(world, who):
    """Kinds of what happened, of the notices that are not read, the newest last."""
    mine = Notice.objects.filter(user=world[who], read_at=None).order_by("pk")
    return list(mine.values_list("activity__kind", flat=True))


def listed(world, client, who, show="unread"):
    page = world.login(client, who).get(reverse("notices:list"), {"show": show}).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_who_may_review_a_paper_is_told_and_nobody_else(world, client, handed_in):
    for who, count in (("bo", 1), ("mia", 1), ("dee", 0), ("mem", 0), ("gus", 0), ("cy", 0), ("ada", 0), ("olu", 0)):
        assert told(world, who) == ["page.handed_in"] * count, who
    assert f"Dee Park handed in {EDITION} for your review" in listed(world, client, "bo")
    assert "Naloxone" not in listed(world, client, "mem", "all")
    notice = Notice.objects.get(user=world.bo)
    opened = client.get(reverse("notices:open", args=[notice.pk]))
    assert opened.status_code == 404
    world.login(client, "bo")
    assert client.get(reverse("notices:open", args=[notice.pk])).url == reverse("desk:look", args=[handed_in.pk])
    assert told(world, "bo") == []


def test_the_reviewers_get_mail_that_leads_to_the_desk(world, handed_in):
    assert sorted(to for sent in mail.outbox for to in sent.to) == [world.bo.email, world.mia.email]
    sent = mail.outbox[0]
    assert sent.subject == "[Opioid response] Naloxone in patrol vehicles, edition 1"
    notice = Notice.objects.get(user__email=sent.to[0])
    for body in (sent.body, sent.alternatives[0].content):
        assert "Dee Park handed in a draft for your review in Opioid response" in body
        assert reverse("notices:open", args=[notice.pk]) in body


def test_mail_about_papers_ends_by_its_own_switch(world, client, handed_in, editor, drain):
    page = world.login(client, "bo").get(reverse("notices:settings")).content.decode()
    assert "mails_papers" in page
    assert b"mails_papers" not in world.login(client, "mem").get(reverse("notices:settings")).content
    link = re.search(r"/notices/unsubscribe/\S+", next(s for s in mail.outbox if s.to == [world.bo.email]).body)
    client.post(link.group())
    bell = Bell.objects.get(user=world.bo)
    assert (bell.mails_papers, bell.mails_mentions, bell.mails_replies) == (False, True, True)
    sent = len(mail.outbox)
    second = draft(editor, place(world, world.opioid), title="Lots")
    reviewing.hand_in(author=fresh(editor), page=again(second))
    drain()
    assert [s.to for s in mail.outbox[sent:]] == [[world.mia.email]]
    assert len(told(world, "bo")) == 2


def test_an_approval_reaches_the_author_and_settles_it_for_the_other_reviewers(world, client, handed_in, drain):
    reviewing.approve(reviewer=fresh(world.bo), page=again(handed_in), comment="Clear at last.")
    drain()
    assert told(world, "mia") == told(world, "bo") == []
    assert told(world, "dee") == ["page.approved"]
    words = listed(world, client, "dee")
    assert f"Bo Larsen approved {EDITION}: it is published" in words
    assert "“Clear at last.”" in words
    notice = Notice.objects.get(user=world.dee)
    assert client.get(reverse("notices:open", args=[notice.pk])).url == again(handed_in).get_absolute_url()
    (sent,) = [one for one in mail.outbox if one.to == [world.dee.email]]
    assert "Bo Larsen approved what you handed in, and it is published" in sent.body
    assert "Clear at last." in sent.body


def test_a_paper_sent_back_tells_its_author_why_and_comes_again_to_the_reviewers(world, client, handed_in, drain):
    reviewing.send_back(reviewer=fresh(world.bo), page=again(handed_in), comment="Name the batch numbers.")
    drain()
    assert told(world, "mia") == []
    words = listed(world, client, "dee")
    assert f"Bo Larsen sent back {EDITION}" in words
    assert "“Name the batch numbers.”" in words
    (sent,) = [one for one in mail.outbox if one.to == [world.dee.email]]
    for body in (sent.body, sent.alternatives[0].content):
        assert "Name the batch numbers." in body
    notice = Notice.objects.get(user=world.dee)
    assert client.get(reverse("notices:open", args=[notice.pk])).url == reverse("desk:look", args=[handed_in.pk])
    reviewing.hand_in(author=fresh(world.dee), page=again(handed_in))
    drain()
    assert told(world, "mia") == told(world, "bo") == ["page.handed_in"]


def test_what_was_taken_back_waits_for_nobody(world, handed_in, drain):
    reviewing.take_back(author=fresh(world.dee), page=again(handed_in))
    drain()
    assert told(world, "mia") == told(world, "bo") == told(world, "dee") == []


def test_wagtails_own_editor_tells_the_same(world, client, handed_in, drain):
    state = again(handed_in).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[handed_in.pk, "reject", state.pk])
    world.login(client, "bo").post(url, {"comment": "Name the batch numbers."})
    drain()
    assert told(world, "mia") == []
    assert told(world, "dee") == ["page.sent_back"]
    assert "“Name the batch numbers.”" in listed(world, client, "dee")


def test_a_paper_with_a_date_is_told_twice(world, client, editor, drain):
    edition = draft(editor, place(world, world.opioid))
    page = again(edition)
    page.go_live_at = now() + timedelta(hours=1)
    page.save_revision(user=editor)
    reviewing.hand_in(author=fresh(editor), page=again(edition))
    reviewing.approve(reviewer=fresh(world.bo), page=again(edition))
    drain()
    assert f"approved {EDITION}: it goes live on its date" in listed(world, client, "dee")
    revision = again(edition).scheduled_revision
    due = now() - timedelta(minutes=1)
    revision.content, revision.approved_go_live_at = {**revision.content, "go_live_at": due.isoformat()}, due
    revision.save()
    clock.follow_dates()
    drain()
    assert told(world, "dee") == ["page.approved", "page.published"]
    assert f"Interlocal published {EDITION} on its date" in listed(world, client, "dee")


def test_public_papers_are_told_to_the_other_editors(world, client, editor, drain):
    Appointment.objects.create(user=world.ada, kind="editor")
    out(editor, world.ada, place(world))
    drain()
    assert [one.user for one in Notice.objects.filter(kind="review")] == []
    assert told(world, "dee") == ["page.approved"]
    edition = draft(editor, place(world), title="Lots")
    reviewing.hand_in(author=fresh(editor), page=again(edition))
    drain()
    assert told(world, "ada") == ["page.handed_in"]
    assert told(world, "bo") == told(world, "dee")[1:] == []
    sent = mail.outbox[-1]
    assert (sent.to, sent.subject) == ([world.ada.email], "Lots, edition 1")


def test_who_reviews_there_no_longer_learns_no_title(world, client, handed_in):
    role = Membership.objects.current().get(user=world.bo, community=world.opioid)
    memberships.change_role(viewer=world.viewer("mia"), membership=role, role="member")
    words = listed(world, client, "bo")
    assert "handed in a draft for your review" in words
    assert "Naloxone" not in words
    notice = Notice.objects.get(user=world.bo, kind="review")
    assert client.get(reverse("notices:open", args=[notice.pk])).url == reverse("notices:list")


def test_the_list_asks_no_more_for_more_papers(world, client, editor, drain, django_assert_max_num_queries):
    def ask() -> int:
        world.login(client, "bo")
        with django_assert_max_num_queries(40) as asked:
            client.get(reverse("notices:list"))
            client.get(reverse("desk:papers"))
        return len(asked)

    def hand_in(count: int) -> None:
        for number in range(count):
            edition = draft(editor, place(world, world.opioid), title=f"Paper {number}")
            reviewing.hand_in(author=fresh(editor), page=again(edition))
        draft(editor, place(world, world.opioid), title="Begun")
        drain()

    hand_in(1)
    few = ask()
    hand_in(3)
    assert ask() == few
