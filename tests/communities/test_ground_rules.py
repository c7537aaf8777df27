"""Ground rules of a new version: nobody acts before accepting them, everybody may read, and nothing typed is lost."""

from uuid import uuid4

import pytest

from communities import activity
from communities.ground_rules import Unaccepted
from communities.models import Activity
from forum.chat import actions as chat
from forum.chat.models import Channel, Message
from forum.threads import actions
from forum.threads.models import Post

RULES = "/account/ground-rules/"


@pytest.fixture
def thread(world):
    return actions.start_thread(
        viewer=world.viewer("mem"),
        community=world.opioid,
        title="Who carries naloxone?",
        source="Our fleet takes over six vehicles.",
        kind="question",
        tags=[],
    )


@pytest.fixture
def new_rules(thread, settings):
    """A version that nobody has accepted yet."""
    settings.GROUND_RULES_VERSION = 2


def accept(client, address):
    page = client.get(address)
    assert b"Accept version" in page.content
    back = address.partition("?next=")[2]
    form = {"version": 2, "accepted": "on", "form_token": uuid4(), "next": back.replace("%2F", "/")}
    return client.post(RULES, form)


def test_a_reply_waits_until_the_new_rules_are_accepted_and_then_stands_in_its_form(world, client, thread, new_rules):
    world.login(client, "mem")
    address = f"/communities/opioid-response/threads/{thread.pk}/reply/"
    text = "Every ambulance of ours carries two doses."
    assert client.get(thread.get_absolute_url()).status_code == 200, "reading needs no acceptance"
    refused = client.post(address, {"source": text, "form_token": uuid4()})
    assert refused.status_code == 303
    assert refused["Location"].startswith(f"{RULES}?next=")
    assert not Post.objects.filter(thread=thread, number=2).exists()
    assert b"The ground rules have changed" in client.get(refused["Location"]).content
    accepted = accept(client, refused["Location"])
    assert accepted["Location"] == address
    assert text in client.get(address).content.decode(), "what was typed stands in the form again"
    assert client.post(address, {"source": text, "form_token": uuid4()}).status_code == 303
    assert Post.objects.get(thread=thread, number=2).source == text


def test_every_other_form_gets_a_page_with_its_text_and_the_way_back(world, client, thread, new_rules):
    world.login(client, "bo")
    place = thread.get_absolute_url()
    lock = f"/communities/opioid-response/moderation/threads/{thread.pk}/lock/"
    reason = "The question moved to another thread."
    refused = client.post(
        lock, {"reason": reason, "form_token": uuid4()}, headers={"Referer": f"http://testserver{place}"}
    )
    assert refused.status_code == 403
    page = refused.content.decode()
    assert "The ground rules have changed" in page
    assert reason in page
    way = page.partition('button--main" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert accept(client, way)["Location"] == place
    assert client.post(lock, {"reason": reason, "form_token": uuid4()}).status_code == 303
    thread.refresh_from_db()
    assert thread.locked_at


def test_htmx_gets_a_line_with_the_link(world, client, thread, new_rules):
    world.login(client, "bo")
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{thread.get_absolute_url()}"}
    lock = f"/communities/opioid-response/moderation/threads/{thread.pk}/lock/"
    answer = client.post(lock, {"reason": "x", "form_token": uuid4()}, headers=headers)
    assert answer.status_code == 403
    assert answer.content.startswith(b"<hx-partial")
    assert f'href="{RULES}?next='.encode() in answer.content


def test_a_page_elsewhere_is_no_way_back(world, client, thread, new_rules):
    world.login(client, "bo")
    lock = f"/communities/opioid-response/moderation/threads/{thread.pk}/lock/"
    headers = {"Referer": "https://elsewhere.example/communities/"}
    answer = client.post(lock, {"reason": "x", "form_token": uuid4()}, headers=headers)
    assert f'href="{RULES}?next=%2F"' in answer.content.decode()


def test_chat_is_refused_too_and_nothing_of_it_stays(world, new_rules, drain):
    drain()
    channel = Channel.objects.filter(community=world.opioid).first()
    with pytest.raises(Unaccepted):
        chat.say(viewer=world.viewer("mem"), channel=channel, source="Good morning", client_id=uuid4())
    assert not Message.objects.filter(channel=channel).exists()


def test_leaving_needs_no_acceptance(world, client, new_rules):
    world.login(client, "mem")
    left = client.post("/communities/opioid-response/leave/", {"form_token": uuid4()})
    assert left.status_code == 303
    assert not world.viewer("mem").is_member_of(world.opioid.pk)


def test_what_happens_by_itself_asks_nobody(world, new_rules):
    activity.record(kind="community.changed", actor=None, subject=world.fleet, audience="staff")
    assert Activity.objects.filter(kind="community.changed", subject_id=world.fleet.pk, actor=None).exists()
