"""Reports of what was said in a private channel: for those who moderate the channel, and for nobody else."""

from uuid import uuid4

import pytest
from django.urls import reverse

from communities.models import Activity
from forum.chat import actions as chat
from forum.chat.models import ChannelMember
from forum.moderation.models import ReviewItem
from forum.notices.models import Notice

EVERYWHERE = reverse("moderation:everywhere")
DECISION = {"outcome": "hidden", "reason": "It names a patient."}


def url(name, *more):
    return reverse(f"moderation:{name}", args=["opioid-response", *more])


@pytest.fixture
def few(world, drain):
    """A private channel that Jamal, a member, moderates; Gus is in it. Bo, who made it, has left."""
    opened = {"community": world.opioid, "name": "Few", "purpose": "", "is_private": True}
    channel = chat.open_channel(viewer=world.viewer("bo"), **opened)
    for who in ("mem", "gus"):
        chat.let_in(viewer=world.viewer("bo"), channel=channel, user=world[who])
    chat.let_out(viewer=world.viewer("bo"), channel=channel, user=world.bo)
    assert ChannelMember.objects.current().get(channel=channel, role="moderator").user == world.mem
    drain()
    return channel


@pytest.fixture
def said(world, few):
    return chat.say(viewer=world.viewer("mem"), channel=few, source="Mr Doe was here", client_id=uuid4())


@pytest.fixture
def reported(world, client, said):
    lead = world.login(client, "gus").get(url("report_message", said.pk)).content.decode()
    assert "Only the moderators of Few see who reported it." in lead
    client.post(url("report_message", said.pk), {"ground": "personal", "note": "Take the name out."})
    return ReviewItem.objects.get()


def test_a_report_reaches_the_moderators_of_the_channel_and_no_others(world, client, reported):
    for address in (EVERYWHERE, url("queue")):
        page = world.login(client, "mem").get(address).content.decode()
        assert "Take the name out." in page
        assert "Mr Doe was here" in page
    front = client.get("/communities/fleet-managers/").content.decode()
    assert f'href="{EVERYWHERE}"' in front, "the line at the side, on every page"
    assert url("queue") not in front
    assert f'href="{url("queue")}"' in client.get("/communities/opioid-response/").content.decode()
    for who in ("bo", "mia"):
        world.login(client, who)
        assert "Nothing waits" in client.get(url("queue")).content.decode()
        tab = client.get("/communities/opioid-response/").content.decode().partition(f'href="{url("queue")}"')[2]
        assert "hidden>0<" in tab.partition("</a>")[0], "a count would say that there is something"
        missing = client.post(url("claim", reported.pk + 1))
        for act in ("claim", "decide", "release"):
            answer = client.post(url(act, reported.pk), DECISION)
            assert (answer.status_code, answer.content) == (404, missing.content)
    for who in ("gus", "cy", "visitor"):
        answer = world.login(client, who).get(url("queue"))
        assert answer.status_code == (302 if who == "visitor" else 404)


def test_they_claim_it_decide_and_show_it_again_and_who_reported_it_is_told(world, client, few, said, reported, drain):
    world.login(client, "mem")
    assert client.post(url("decide", reported.pk), DECISION).status_code == 303, "unclaimed, as in a community"
    said.refresh_from_db()
    assert said.is_removed
    drain()
    assert list(Notice.objects.filter(kind="decision").values_list("user", flat=True)) == [world.gus.pk]
    assert "It names a patient." in client.get(url("decided")).content.decode()
    assert "It names a patient." not in world.login(client, "bo").get(url("decided")).content.decode()


def test_what_was_done_there_stands_in_the_record_for_them_alone(world, client, few, said, reported):
    world.login(client, "mem").post(url("claim", reported.pk))
    client.post(url("release", reported.pk))
    told = Activity.objects.filter(kind__startswith="report.").values_list("audience", flat=True)
    assert set(told) == {f"r-{few.pk}-mods"}
    pages = {who: world.login(client, who).get(url("record")).content.decode() for who in ("mem", "bo")}
    assert "claimed the report of" in pages["mem"]
    assert "began the membership of" not in pages["mem"], "the community's own record is not theirs"
    assert "the report of" not in pages["bo"]


def test_they_show_again_what_another_of_them_removed(world, client, few):
    said = chat.say(viewer=world.viewer("gus"), channel=few, source="Off topic", client_id=uuid4())
    chat.remove(viewer=world.viewer("mem"), message=said)
    for who, status in (("gus", 404), ("bo", 404), ("mem", 303)):
        assert world.login(client, who).post(url("show_message", said.pk)).status_code == status


def test_whoever_moderates_no_channel_any_more_has_no_queue(world, client, few, reported):
    assert world.login(client, "mem").get(EVERYWHERE).status_code == 200
    chat.make_channel_moderator(viewer=world.viewer("mem"), channel=few, user=world.gus)
    chat.make_channel_moderator(viewer=world.viewer("mem"), channel=few, user=world.mem, is_moderator=False)
    for address in (EVERYWHERE, url("queue"), url("decided"), url("record")):
        assert client.get(address).status_code == 404
    assert client.post(url("claim", reported.pk)).status_code == 404
