"""The record: every act with its reason, readable by the community's moderators, and only ever added to."""

import pytest
from django.db import IntegrityError, connection, transaction

from communities.actions import memberships
from communities.models import Activity
from forum.moderation import append_only


def test_every_act_stands_in_the_record_with_its_reason(world, client, talk, reported, drain):
    drain()
    world.login(client, "bo")
    client.post(talk.url("lock", talk.thread.pk), {"reason": "Answered by the new policy."})
    client.post(talk.url("unlock", talk.thread.pk))
    client.post(talk.url("claim", reported.pk))
    client.post(talk.url("decide", reported.pk), {"outcome": "hidden", "reason": "Fundraising belongs elsewhere."})
    page = client.get(talk.url("record")).content.decode()
    text = " ".join(page.split())
    for words in (
        "<b>Jamal Brooks</b> reported",
        "<b>Bo Larsen</b> claimed the report of",
        "<b>Bo Larsen</b> decided on the report of",
        "<b>Bo Larsen</b> hid",
        "<b>Bo Larsen</b> locked",
        "<b>Bo Larsen</b> unlocked",
        "<b>Interlocal</b> began the membership of",
        "made the channel",
        "“Answered by the new policy.”",
        "“Fundraising belongs elsewhere.”",
        "Night shift",
    ):
        assert words in text
    for who in ("mem", "gus", "cy", "dee"):
        assert world.login(client, who).get(talk.url("record")).status_code == 404


def test_the_record_of_a_place_that_a_thread_left_says_so_without_naming_what_is_private_now(world, client, talk):
    move = {"community": world.narcotics.pk, "reason": "It is about a case."}
    world.login(client, "mia").post(talk.url("move", talk.thread.pk), move)
    page = client.get(talk.url("record")).content.decode()
    assert "moved away" in page
    assert "Night shift" in page
    page = world.login(client, "bo").get(talk.url("record")).content.decode()
    assert "It is about a case." in page
    # Bo is a member of the new place, so that the title is no secret; Gus's own record is none at all.
    assert world.login(client, "gus").get(talk.url("record")).status_code == 404


def test_the_database_refuses_to_change_or_remove_what_happened(world, talk):
    append_only.seal(connection)
    append_only.seal(connection)
    assert append_only.is_sealed(connection)
    happened = Activity.objects.filter(kind="thread.started").latest("pk")
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=happened.pk).update(kind="thread.hidden")
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.filter(pk=happened.pk)._raw_delete("default")
    happened.refresh_from_db()
    assert happened.kind == "thread.started"


def test_the_record_costs_the_same_whatever_its_length(world, client, talk, reported, django_assert_max_num_queries):
    world.login(client, "bo").post(talk.url("lock", talk.thread.pk), {"reason": "x"})
    client.get(talk.url("record"))
    with django_assert_max_num_queries(24) as asked:
        client.get(talk.url("record"))
    few = len(asked)
    for number in range(6):
        client.post(talk.url("unlock", talk.thread.pk))
        client.post(talk.url("lock", talk.thread.pk), {"reason": f"Reason {number}"})
    with django_assert_max_num_queries(few):
        client.get(talk.url("record"))


def test_what_people_do_about_themselves_has_words_of_its_own(world, client, talk):
    memberships.leave(viewer=world.viewer("mem"), community=world.opioid)
    text = " ".join(world.login(client, "bo").get(talk.url("record")).content.decode().split())
    assert "<b>Jamal Brooks</b> left</span>" in text
