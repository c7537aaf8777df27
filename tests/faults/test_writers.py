"""Promise 3: many writers in two processes; numbers are gap-free and in the order of the commits."""

import subprocess
import sys
from contextlib import suppress

import pytest
from django.db.models import Count, Max

from forum.chat.models import Channel, ChannelEvent, Message
from tests.live.serving import ROOT, environment, tab

pytestmark = pytest.mark.promise(3)

WRITERS = 8


def test_numbers_have_no_gap_and_follow_the_commits(apart, lasting_world, size, record_property):
    messages = size(2_000, 50_000)
    general = Channel.objects.get(community=lasting_world.opioid, slug="general")
    users = [str(lasting_world[who].pk) for who in ("mem", "bo", "gus", "mia")]
    command = [sys.executable, "-m", "tests.faults.writers", str(general.pk), str(messages // WRITERS), *users]
    processes = [subprocess.Popen(command, cwd=ROOT, env=environment()) for _ in range(2)]
    seen, looks = ChannelEvent.objects.filter(channel=general), 0
    with tab(apart, lasting_world.mem) as reader:
        heard = [item["seq"] for item in reader.open(general.topic)["items"]]
        while any(process.poll() is None for process in processes):
            # Whoever looks at any moment sees every number up to the last: a commit never overtakes a lower number.
            now = seen.aggregate(last=Max("seq"), count=Count("pk"))
            assert now["count"] == (now["last"] or 0)
            looks += 1
            with suppress(TimeoutError):
                heard += numbers_in(reader.receive(0.02))
        while len(heard) < messages:
            heard += numbers_in(reader.until("events"))
    # And whoever follows all the time is told every one, in this order.
    assert heard == list(range(1, messages + 1))
    assert [process.returncode for process in processes] == [0, 0]
    assert list(seen.order_by("seq").values_list("seq", flat=True)) == list(range(1, messages + 1))
    numbers = Message.objects.filter(channel=general).order_by("seq").values_list("number", flat=True)
    assert list(numbers) == list(range(1, messages + 1))
    general.refresh_from_db()
    assert (general.head, general.message_count) == (messages, messages)
    record_property("writers", WRITERS)
    record_property("messages", f"{messages:,}")
    record_property("looks meanwhile", f"{looks:,}")
    record_property("events heard by a reader", f"{len(heard):,}")


def numbers_in(frame):
    return [item["seq"] for item in frame["items"]] if frame["ev"] == "events" else []
