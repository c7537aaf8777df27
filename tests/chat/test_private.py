"""Private channels: their own people, let in and out, and nobody else, whatever the role in the community."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.html import strip_tags

from communities import actions as places
from communities.models import Activity, Membership, Reach
from communities.refusal import Refused
from forum.chat import actions
from forum.chat.models import Channel, ChannelMember, Mention
from forum.chat.unread import my_channels
from forum.notices.models import Notice

CHAT = "/communities/opioid-response/chat/"


@pytest.fixture
def few(world, general):
    return actions.open_channel(
        viewer=world.viewer("bo"), community=world.opioid, name="Few", purpose="Among us", is_private=True
    )


def reads(world, who, channel):
    return Channel.objects.visible_to(world.viewer(who)).filter(pk=channel.pk).exists()


def test_a_private_channel_is_made_with_a_circle_of_its_own(world, client, general):
    world.login(client, "bo")
    form = {"form_token": str(uuid4()), "name": "Few", "purpose": "", "readers": "private"}
    assert client.post(f"{CHAT}new/", form).url == f"{CHAT}few/members/"
    few = Channel.objects.get(slug="few")
    reach = Reach.objects.filter(audience__startswith=f"r-{few.pk}").values_list("audience", "name")
    assert sorted(reach) == [(f"r-{few.pk}", f"ch-{few.pk}"), (f"r-{few.pk}-mods", f"chmod-{few.pk}")]
    assert [reads(world, who, few) for who in ("bo", "mem", "mia", "gus")] == [True, False, False, False]
    client.post(f"{CHAT}few/members/", {"user": world.mem.pk})
    assert reads(world, "mem", few)
    page = client.get(f"{CHAT}few/").content.decode()
    assert "2 people in 2 agencies" in strip_tags(page)
    settings = {"form_token": str(uuid4()), "name": "Fewer", "purpose": "", "readers": "community"}
    client.post(f"{CHAT}few/settings/", settings)
    few.refresh_from_db()
    assert (few.name, few.audience) == ("Fewer", f"r-{few.pk}"), "it does not open by a forged form"


def test_only_its_moderators_let_in_and_only_members_of_the_community(world, few):
    with pytest.raises(PermissionDenied):
        actions.let_in(viewer=world.viewer("mia"), channel=few, user=world.mem)
    with pytest.raises(Refused):
        actions.let_in(viewer=world.viewer("bo"), channel=few, user=world.cy)
    actions.let_in(viewer=world.viewer("bo"), channel=few, user=world.mem)
    with pytest.raises(PermissionDenied):
        actions.let_in(viewer=world.viewer("mem"), channel=few, user=world.gus)
    with pytest.raises(Refused):
        actions.make_channel_moderator(viewer=world.viewer("bo"), channel=few, user=world.bo, is_moderator=False)


def test_who_leaves_the_community_leaves_its_channels_at_once_and_for_good(world, few, drain):
    actions.let_in(viewer=world.viewer("bo"), channel=few, user=world.mem)
    places.leave(viewer=world.viewer("mem"), community=world.opioid)
    assert not reads(world, "mem", few), "before any sink has run"
    drain()
    places.memberships.begin(user=world.mem, community=world.opioid, origin="joined", actor=None)
    assert not reads(world, "mem", few)
    assert ChannelMember.objects.filter(channel=few, user=world.mem, until__isnull=False).exists()


def test_the_last_moderator_is_followed_by_whoever_is_there_longest(world, client, few):
    actions.let_in(viewer=world.viewer("bo"), channel=few, user=world.mem)
    world.login(client, "bo")
    assert client.post(f"{CHAT}few/members/", {"act": f"out-{world.bo.pk}"}).status_code == 303
    assert not reads(world, "bo", few)
    assert ChannelMember.objects.current().get(channel=few).role == "moderator"
    actions.let_in(viewer=world.viewer("mem"), channel=few, user=world.gus)


def test_mentions_counts_reports_and_the_record_stay_within(world, few, say, drain, client):
    from forum.moderation.actions import report
    from forum.moderation.models import ReviewItem

    actions.let_in(viewer=world.viewer("bo"), channel=few, user=world.mem)
    message = say("bo", few, f"@{world.mem.handle} and @{world.gus.handle}")
    drain()
    assert list(Mention.objects.values_list("user", flat=True)) == [world.mem.pk]
    assert list(Notice.objects.filter(message=message).values_list("user", flat=True)) == [world.mem.pk]
    names = {who: {mine.name for mine in my_channels(world.viewer(who))} for who in ("mem", "gus", "mia")}
    assert ["Few" in names[who] for who in ("mem", "gus", "mia")] == [True, False, False]
    report(viewer=world.viewer("mem"), subject=message, ground="other")
    item = ReviewItem.objects.get()
    seen = [ReviewItem.objects.visible_to(world.viewer(who)).filter(pk=item.pk).exists() for who in ("bo", "mia")]
    assert seen == [True, False]
    kinds = ("channel.created", "channel.member_added", "message.said", "report.made")
    told = Activity.objects.filter(kind__in=kinds, community=world.opioid)
    assert set(told.exclude(audience=world.opioid.members_audience).values_list("audience", "kind")) == {
        (f"r-{few.pk}", "channel.created"),
        (f"r-{few.pk}", "channel.member_added"),
        (f"r-{few.pk}", "message.said"),
        (f"r-{few.pk}-mods", "report.made"),
    }


def test_what_is_said_among_few_does_not_become_a_thread_for_all(world, client, few, say):
    message = say("bo", few, "Among us")
    with pytest.raises(Refused, match="stays there"):
        actions.make_thread(viewer=world.viewer("bo"), channel=few, messages=[message.pk], title="Out")
    world.login(client, "bo")
    assert client.post(f"{CHAT}few/select/", {"m": message.pk, "title": "Out"}).status_code == 409


def test_each_person_chooses_how_much_of_a_channel_counts(world, client, general, say, drain):
    world.login(client, "mem")
    counts = {}
    for level in ("", "mentions", "muted"):
        assert client.post(f"{CHAT}general/level/", {"level": level}).status_code == 303
        say("bo", general, "Plain")
        named = say("bo", general, f"@{world.mem.handle}")
        drain()
        (mine,) = (mine for mine in my_channels(world.viewer("mem")) if mine.id == general.pk)
        counts[level] = (mine.shown, Notice.objects.filter(message=named, user=world.mem).exists())
    assert counts == {"": (2, True), "mentions": (2, True), "muted": (0, False)}


def test_a_person_still_costs_two_queries(world, few, django_assert_num_queries):
    from communities.viewer import viewer_of

    user = world.viewer("bo").user
    with django_assert_num_queries(2):
        viewer = viewer_of(user)
    assert {f"ch-{few.pk}", f"chmod-{few.pk}"} <= viewer.names
    assert Membership.objects.current().filter(user=user).count() == len(viewer.roles)
    assert world.viewer("dee").is_editor
