"""Urgent messages: who is asked, again and again, until they have acknowledged it or it ends; with a limit."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils.timezone import now

from communities.models import Delivery
from communities.refusal import Refused
from forum.chat import actions
from forum.chat.items import items
from forum.chat.models import Message, Urgent
from forum.chat.urgency import asking_of
from forum.notices.bells import unread
from forum.notices.models import Notice

URGENT = "/communities/opioid-response/chat/general/urgent/"


@pytest.fixture
def ask(world, general):
    def asked(source, who="bo", **more):
        more = {"hours": 4, "client_id": uuid4()} | more
        return actions.say_urgent(viewer=world.viewer(who), channel=general, source=source, **more)

    return asked


def test_those_who_are_named_are_asked_until_they_have_seen_it(world, general, ask, drain, client):
    message = ask(f"Recall of lot XK-4471 @{world.mem.handle} @{world.gus.handle}")
    drain()
    asking = asking_of([message.pk])[message.pk]
    assert (len(asking.done), {name for _pk, name in asking.waiting}) == (0, {"Jamal Brooks", "Gus Marlow"})
    world.login(client, "mem")
    client.get(general.get_absolute_url())
    notices = Notice.objects.filter(kind="urgent", user=world.mem, read_at=None)
    assert notices.count() == 1, "having seen the line is not enough"
    assert unread(world.viewer("mem")) == 1
    Urgent.objects.update(rung_at=now() - timedelta(minutes=6))
    actions.ring_again()
    drain()
    assert (notices.count(), Notice.objects.filter(kind="urgent", user=world.mem).count()) == (1, 2), "asked again"
    client.post(f"{message.get_absolute_url()}acknowledge/")
    drain()
    assert notices.count() == 0
    assert unread(world.viewer("mem")) == 0
    assert "Jamal Brooks" in client.get(general.get_absolute_url()).content.decode()
    assert [item["kind"] for item in items(general.pk, 0, 9)] == ["message", "urgent", "urgent"]
    assert [person["name"] for person in items(general.pk, 0, 9)[-1]["urgent"]["done"]] == ["Jamal Brooks"]
    actions.acknowledge(viewer=world.viewer("gus"), message=message)
    assert asking_of([message.pk])[message.pk].is_over, "the last one ends it"


def test_it_has_an_end(world, general, ask, drain):
    message = ask("Everybody out", everybody=True)
    drain()
    with pytest.raises(PermissionDenied):
        actions.end_urgent(viewer=world.viewer("mem"), message=message)
    Urgent.objects.update(ends_at=now() - timedelta(minutes=1))
    actions.ring_again()
    drain()
    assert asking_of([message.pk])[message.pk].is_over
    assert not Notice.objects.filter(kind="urgent", read_at=None).exists()
    other = ask("Again", everybody=True)
    drain()
    actions.end_urgent(viewer=world.viewer("bo"), message=other)
    drain()
    assert not Notice.objects.filter(kind="urgent", read_at=None).exists()


def test_few_may_send_it_and_not_often(world, general, ask):
    with pytest.raises(PermissionDenied):
        ask("@moderators", who="mem")
    with pytest.raises(Refused) as caught:
        ask("Nobody is named")
    assert caught.value.code == "nobody"
    for number in range(5):
        ask(f"{number} @{world.mem.handle}")
    with pytest.raises(Refused) as caught:
        ask(f"Again @{world.mem.handle}")
    assert caught.value.status == 429
    assert Message.objects.count() == 5, "what is refused is not said either"


def test_the_form_sends_it_once_and_the_line_says_who_has_seen_it(world, client, general):
    world.login(client, "mem")
    assert client.get(URGENT).status_code == 403
    world.login(client, "bo")
    assert client.get(URGENT).status_code == 200
    form = {"source": "Look, @jamal-brooks", "whom": "named", "hours": "1", "client_id": str(uuid4())}
    for _ in range(2):
        assert client.post(URGENT, form).status_code == 303
    assert Urgent.objects.count() == 1
    page = client.get(general.get_absolute_url()).content.decode()
    assert 'data-act="end-urgent"' in page
    assert client.post(URGENT, form | {"source": "Nobody", "client_id": str(uuid4())}).status_code == 422
    message = Message.objects.get()
    client.post(f"{message.get_absolute_url()}acknowledge/", {"end": "1"})
    assert Urgent.objects.get().ended_at


def test_who_is_asked_and_away_gets_one_mail_and_nobody_else(world, general, ask, drain):
    message = ask("Recall of lot XK-4471", everybody=True)
    actions.note_here(viewer=world.viewer("mia"), channel=general, is_here=True)
    actions.acknowledge(viewer=world.viewer("gus"), message=message)
    drain()
    assert mail.outbox == [], "they have two minutes to see it here"
    for _ in range(2):
        Delivery.objects.filter(sink="notice-mail").update(due_at=message.at)
        drain()
        Urgent.objects.update(rung_at=now() - timedelta(minutes=6))
        actions.ring_again()
        drain()
    (sent,) = mail.outbox
    assert sent.to == [world.mem.email]
    assert "asks you to acknowledge an urgent message in the chat" in sent.body
    assert message.get_absolute_url() in sent.body


def test_who_is_named_in_an_urgent_message_gets_no_second_mail_for_that(world, ask, drain):
    message = ask(f"Recall of lot XK-4471 @{world.mem.handle}")
    drain()
    Delivery.objects.filter(sink="notice-mail").update(due_at=message.at)
    drain()
    (sent,) = mail.outbox
    assert "asks you to acknowledge" in sent.body
