"""How fast one person may act, and what the refusal says about when to try again."""

from uuid import uuid4

from communities import pace
from communities.pace import CAPACITY, PER_SECOND, Buckets
from forum.chat.models import Channel, Message


def test_a_bucket_empties_refuses_and_fills_again():
    moment = [100.0]
    buckets = Buckets(clock=lambda: moment[0])
    assert [buckets.take(1, 2.0) for _ in range(int(CAPACITY / 2))] == [0.0] * int(CAPACITY / 2)
    wait = buckets.take(1, 2.0)
    assert wait == 2.0 / PER_SECOND
    assert buckets.take(2, 2.0) == 0.0, "another person has a bucket of their own"
    moment[0] += wait + 0.001
    assert buckets.take(1, 2.0) == 0.0
    moment[0] += 60
    buckets.forget_full()
    assert buckets._levels == {}


def test_the_form_of_the_chat_takes_from_the_same_bucket_as_its_socket(world, client, drain, monkeypatch):
    drain()
    place = Channel.objects.filter(community=world.opioid).first().get_absolute_url()
    world.login(client, "mem")
    monkeypatch.setattr(pace, "BUCKETS", Buckets(clock=lambda: 100.0))
    for _ in range(int(CAPACITY / pace.ACT)):
        pace.pay(world.mem.pk)
    refused = client.post(place, {"source": "One too many", "client_id": uuid4()})
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "One too many" in refused.content.decode(), "what was typed stays in the form"
    assert not Message.objects.filter(author=world.mem).exists()
    world.login(client, "bo")
    assert client.post(place, {"source": "Good morning", "client_id": uuid4()}).status_code == 303
