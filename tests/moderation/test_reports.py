"""Reporting a post or message, claiming the report, deciding, and who hears of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse
from django.utils.timezone import now

from forum.chat import actions as chat
from forum.chat.models import Channel
from forum.moderation.models import Claim, Report, ReviewItem
from forum.notices.models import Notice
from forum.threads.models import Post


@pytest.mark.parametrize(
    ("who", "status"),
    [("mem", 303), ("bo", 303), ("mia", 303), ("gus", 403), ("cy", 404), ("olu", 404), ("visitor", 302)],
)
def test_members_report_what_others_wrote(world, client, talk, who, status):
    world.login(client, who)
    answer = client.post(talk.url("report_post", *talk.place), {"ground": "off-topic"})
    assert answer.status_code == status
    assert Report.objects.count() == (status == 303)


def test_a_report_needs_a_ground_and_keeps_what_was_typed(world, client, talk):
    world.login(client, "mem")
    answer = client.post(talk.url("report_post", *talk.place), {"note": "Look at the second line."})
    assert answer.status_code == 422
    assert b"Look at the second line." in answer.content
    assert not Report.objects.exists()


def test_reporting_again_adds_nothing_and_another_member_joins_the_same_item(world, client, talk):
    url = talk.url("report_post", *talk.place)
    world.login(client, "mem")
    client.post(url, {"ground": "off-topic"})
    client.post(url, {"ground": "spam"})
    world.login(client, "mia").post(url, {"ground": "spam"})
    (item,) = ReviewItem.objects.all()
    assert [(r.reporter_id, r.ground) for r in item.reports.order_by("pk")] == [
        (world.mem.pk, "off-topic"),
        (world.mia.pk, "spam"),
    ]


def test_a_report_is_in_the_queue_of_its_moderators_and_in_no_other(world, client, talk, reported):
    page = world.login(client, "bo").get(talk.url("queue")).content.decode()
    for words in ("Report: off topic", "Please take it out.", "Our dinner is on the 5th.", "Jamal Brooks"):
        assert words in page
    everywhere = client.get(reverse("moderation:everywhere")).content.decode()
    assert "Report: off topic" in everywhere
    # Jamal reported it and still sees no queue; Ada moderates nothing.
    for who in ("mem", "gus", "cy", "ada", "olu", "dee"):
        world.login(client, who)
        assert client.get(talk.url("queue")).status_code == 404
        assert client.get(reverse("moderation:everywhere")).status_code == 404
        assert client.post(talk.url("claim", reported.pk)).status_code == 404


def test_a_moderator_elsewhere_gets_the_same_answer_as_for_a_place_that_is_not_there(world, client, talk, reported):
    for who, slug in (("bo", "fleet-managers"), ("mem", "narcotics-intelligence")):
        world.login(client, who)
        real = client.get(reverse("moderation:queue", args=[slug]))
        missing = client.get(reverse("moderation:queue", args=["no-such-community"]))
        assert (real.status_code, real.content) == (404, missing.content)
    # The item's number under the address of another community that Mia moderates.
    world.login(client, "mia")
    assert client.post(reverse("moderation:claim", args=["fleet-managers", reported.pk])).status_code == 404


def test_a_claim_keeps_others_out_until_it_ends_by_itself(world, client, talk, reported):
    decision = {"outcome": "fine", "reason": "It is an invitation to all of us."}
    assert world.login(client, "bo").post(talk.url("claim", reported.pk)).status_code == 303
    world.login(client, "mia")
    page = client.get(talk.url("queue")).content.decode()
    assert "Claimed by Bo Larsen" in page
    refused = client.post(talk.url("claim", reported.pk))
    assert refused.status_code == 409
    assert "Bo Larsen holds this until" in refused.content.decode()
    assert client.post(talk.url("decide", reported.pk), decision).status_code == 409
    Claim.objects.update(until=now() - timedelta(seconds=1))
    assert client.post(talk.url("claim", reported.pk)).status_code == 303
    assert Claim.objects.get().moderator == world.mia
    world.login(client, "bo")
    too_late = client.post(talk.url("decide", reported.pk), decision)
    assert too_late.status_code == 409
    assert decision["reason"] in too_late.content.decode()


def test_what_is_given_back_is_free_for_the_next(world, client, talk, reported):
    world.login(client, "bo").post(talk.url("claim", reported.pk))
    assert client.post(talk.url("release", reported.pk)).status_code == 303
    assert world.login(client, "mia").post(talk.url("claim", reported.pk)).status_code == 303


def test_hiding_is_done_written_down_and_told_to_all_concerned(world, client, talk, reported, drain):
    world.login(client, "bo").post(talk.url("claim", reported.pk))
    answer = client.post(
        talk.url("decide", reported.pk), {"outcome": "hidden", "reason": "Fundraising belongs elsewhere."}
    )
    assert (answer.status_code, answer.url) == (303, talk.url("queue"))
    post = Post.objects.get(pk=talk.post.pk)
    assert (post.state, post.audience) == (Post.State.HIDDEN, world.opioid.moderators_audience)
    drain()
    kinds = {n.user_id: n.kind for n in Notice.objects.filter(kind__in=["decision", "moderated"])}
    assert kinds == {world.mem.pk: "decision", world.gus.pk: "moderated"}
    told = world.login(client, "mem").get(reverse("notices:list")).content.decode()
    assert "decided on your report: it is hidden now" in " ".join(told.split())
    assert "Fundraising belongs elsewhere." in told
    assert not [one for one in mail.outbox if "Fundraising" in one.body]
    decided = world.login(client, "bo").get(talk.url("decided")).content.decode()
    assert "Fundraising belongs elsewhere." in decided
    assert "Nothing waits" in client.get(talk.url("queue")).content.decode()


def test_a_decision_without_a_reason_comes_back_with_what_was_chosen(world, client, talk, reported):
    world.login(client, "bo").post(talk.url("claim", reported.pk))
    answer = client.post(talk.url("decide", reported.pk), {"outcome": "settled", "reason": " "})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="settled" id="' in page
    assert "checked" in page
    reported.refresh_from_db()
    assert reported.decided_at is None


def test_deciding_twice_changes_nothing(world, client, talk, reported, drain):
    world.login(client, "bo").post(talk.url("claim", reported.pk))
    for outcome in ("fine", "hidden"):
        client.post(talk.url("decide", reported.pk), {"outcome": outcome, "reason": "All of it is fine."})
    drain()
    assert client.post(talk.url("claim", reported.pk)).status_code == 409
    reported.refresh_from_db()
    assert reported.outcome == "fine"
    assert Post.objects.get(pk=talk.post.pk).is_shown
    assert Notice.objects.filter(user=world.mem, kind="decision").count() == 1


def test_nothing_wrong_shows_again_what_was_hidden_meanwhile(world, client, talk, reported):
    world.login(client, "bo").post(talk.url("hide_post", *talk.place), {"reason": "until I have looked"})
    client.post(talk.url("claim", reported.pk))
    client.post(talk.url("decide", reported.pk), {"outcome": "fine", "reason": "It may stay."})
    assert Post.objects.get(pk=talk.post.pk).is_shown


def test_a_report_on_the_opening_post_can_hide_the_thread(world, client, talk):
    world.login(client, "gus").post(talk.url("report_post", talk.thread.pk, 1), {"ground": "personal"})
    item = ReviewItem.objects.get()
    world.login(client, "bo").post(talk.url("claim", item.pk))
    client.post(talk.url("decide", item.pk), {"outcome": "hidden", "reason": "A patient is named."})
    talk.thread.refresh_from_db()
    assert talk.thread.is_hidden


def test_a_message_is_reported_and_removed(world, client, drain):
    drain()
    channel = Channel.objects.get(community=world.opioid)
    said = chat.say(viewer=world.viewer("gus"), channel=channel, source="Tickets at the door.", client_id=uuid4())
    url = reverse("moderation:report_message", args=["opioid-response", said.pk])
    assert world.login(client, "cy").post(url, {"ground": "spam"}).status_code == 404
    assert world.login(client, "gus").post(url, {"ground": "spam"}).status_code == 403
    assert world.login(client, "mem").post(url, {"ground": "spam"}).status_code == 303
    item = ReviewItem.objects.get()
    world.login(client, "bo")
    assert "Tickets at the door." in client.get(reverse("moderation:queue", args=["opioid-response"])).content.decode()
    client.post(reverse("moderation:claim", args=["opioid-response", item.pk]))
    client.post(
        reverse("moderation:decide", args=["opioid-response", item.pk]), {"outcome": "hidden", "reason": "Advertising."}
    )
    said.refresh_from_db()
    assert said.is_removed
    assert said.removal_reason == "Advertising."
    drain()
    told = " ".join(world.login(client, "gus").get(reverse("notices:list")).content.decode().split())
    assert "removed a message of yours" in told
    assert "“Advertising.”" in told
    assert "Tickets at the door." not in told


def test_the_queue_costs_the_same_whatever_waits(world, client, talk, reported, django_assert_max_num_queries):
    from forum.threads import actions

    world.login(client, "bo").get(talk.url("queue"))
    with django_assert_max_num_queries(20) as asked:
        client.get(talk.url("queue"))
    few = len(asked)
    for number in range(6):
        actions.reply(viewer=world.viewer("gus"), thread=talk.thread, source=f"Line {number}")
        for who in ("mem", "mia"):
            world.login(client, who).post(talk.url("report_post", talk.thread.pk, number + 3), {"ground": "spam"})
    world.login(client, "bo").get(talk.url("queue"))
    with django_assert_max_num_queries(few):
        client.get(talk.url("queue"))


def test_claiming_under_htmx_brings_the_item_alone_and_a_refusal_the_sentence(world, client, talk, reported):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = world.login(client, "bo").post(talk.url("claim", reported.pk), headers=headers)
    item = answer.content.decode()
    assert item.lstrip().startswith(f'<li class="panel review is-mine" id="report-{reported.pk}"')
    assert "Your decision" in item
    refused = world.login(client, "mia").post(talk.url("claim", reported.pk), headers=headers)
    assert refused.status_code == 409
    assert '<hx-partial hx-target="#alerts"' in refused.content.decode()
    assert "Bo Larsen holds this until" in refused.content.decode()
