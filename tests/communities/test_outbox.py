"""What happened reaches every sink that wants it: at least once, in order, whatever fails on the way."""

import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils.timezone import now

from communities import activity, outbox, relay
from communities.models import Activity, Clock, Delivery


class Listener:
    """A sink of the tests: keeps what it was handed, and fails where it is told to."""

    def __init__(self, name="listener"):
        self.name, self.heard, self.failing = name, [], set()

    def wants(self, kind):
        return kind.startswith("test.")

    def deliver(self, batch):
        if any(delivery.activity.kind in self.failing for delivery in batch):
            raise RuntimeError("told to fail")
        self.heard += [delivery.activity.kind for delivery in batch]


@pytest.fixture
def listener():
    sink = Listener()
    outbox.register_sink(sink)
    yield sink
    outbox._sinks.pop(sink.name)


def happen(world, kind, subject=None):
    with transaction.atomic():
        return activity.record(kind=kind, actor=None, subject=subject or world.fleet, audience="staff")


def test_an_activity_is_delivered_once_and_the_row_goes(world, listener, drain):
    happen(world, "test.one")
    drain()
    drain()
    assert listener.heard == ["test.one"]
    assert not Delivery.objects.exists()


def test_what_was_rolled_back_is_not_told(world, listener, drain):
    with transaction.atomic():
        activity.record(kind="test.undone", actor=None, subject=world.fleet, audience="staff")
        transaction.set_rollback(True)
    drain()
    assert listener.heard == []
    assert not Activity.objects.filter(kind="test.undone").exists()


@pytest.mark.django_db(transaction=True)
def test_an_activity_outside_of_a_transaction_is_refused(lasting_world):
    with pytest.raises(RuntimeError, match="transaction"):
        activity.record(kind="test.one", actor=None, subject=lasting_world.fleet, audience="staff")


def test_one_bad_delivery_harms_no_other_and_holds_up_its_own_subject_only(world, listener, drain):
    listener.failing = {"test.bad"}
    happen(world, "test.bad", world.fleet)
    happen(world, "test.after-bad", world.fleet)
    happen(world, "test.other", world.roads)
    drain()
    assert "test.other" in listener.heard
    bad = Delivery.objects.get(activity__kind="test.bad")
    assert bad.attempts == 1
    assert bad.due_at > now()
    happen(world, "test.later", world.fleet)
    drain()
    assert "test.later" not in listener.heard
    listener.failing = set()
    Delivery.objects.update(due_at=now())
    drain()
    assert listener.heard.index("test.bad") < listener.heard.index("test.later")


def test_what_keeps_failing_is_parked_and_lets_the_next_pass(world, listener, drain):
    listener.failing = {"test.bad"}
    happen(world, "test.bad")
    for _ in range(relay.TRIES):
        Delivery.objects.update(due_at=now())
        drain()
    assert Delivery.objects.get().state == Delivery.State.PARKED
    happen(world, "test.next")
    drain()
    assert listener.heard == ["test.next"]


def test_a_lease_of_a_relay_that_died_ends_by_itself(world, listener, drain):
    happen(world, "test.one")
    assert len(relay.claim()) == 1
    drain()
    assert listener.heard == []
    Delivery.objects.update(leased_until=now() - timedelta(seconds=1))
    drain()
    assert listener.heard == ["test.one"]


def test_a_delivery_waits_for_its_time(world, listener, drain):
    with transaction.atomic():
        activity.record(
            kind="test.later", actor=None, subject=world.fleet, audience="staff", due_at=now() + timedelta(hours=1)
        )
    drain()
    assert listener.heard == []
    Delivery.objects.update(due_at=now())
    drain()
    assert listener.heard == ["test.later"]


def test_a_clock_job_runs_at_once_and_then_when_it_is_due(world):
    ran = []
    outbox.register_clock("test-job", timedelta(minutes=5), lambda: ran.append(1))
    try:
        relay.run_clock()
        relay.run_clock()
        assert len(ran) == 1
        Clock.objects.filter(name="test-job").update(due_at=now())
        relay.run_clock()
        assert len(ran) == 2
    finally:
        outbox._jobs.pop("test-job")


@pytest.mark.django_db(transaction=True)
def test_a_running_relay_hears_of_a_commit_within_moments(lasting_world, listener):
    stop = threading.Event()
    heard = threading.Event()
    deliver = listener.deliver
    listener.deliver = lambda batch: (deliver(batch), heard.set())
    runner = threading.Thread(target=relay.run, args=(stop,))
    runner.start()
    try:
        happen(lasting_world, "test.one")
        assert heard.wait(5)
    finally:
        stop.set()
        outbox.wake()
        runner.join(10)
    assert listener.heard == ["test.one"]
