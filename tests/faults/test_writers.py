"""Promise 3: many writers in two processes; numbers are gap-free and in the order of the commits."""

import subprocess
import sys
import time

import pytest
from django.db.models import Count, Max

from forum.chat.models import Channel, ChannelEvent, Message
from tests.live.serving import ROOT, environment

pytestmark = pytest.mark.promise(3)

WRITERS = 8


def test_numbers_have_no_gap_and_follow_the_commits(lasting_world, drain, size, record_property):
    drain()
    messages = size(2_000, 50_000)
    general = Channel.objects.get(community=lasting_world.opioid, slug="general")
    users = [str(lasting_world[who].pk) for who in ("mem", "bo", "gus", "mia")]
    command = [sys.executable, "-m", "tests.faults.writers", str(general.pk), str(messages // WRITERS), *users]
    processes = [subprocess.Popen(command, cwd=ROOT, env=environment()) for _ in range(2)]
    seen, looks = ChannelEvent.objects.filter(channel=general), 0
    while any(process.poll() is None for process in processes):
        # Whoever looks at any moment sees every number up to the last: a commit never overtakes a lower number.
        now = seen.aggregate(last=Max("seq"), count=Count("pk"))
        assert now["count"] == (now["last"] or 0)
        looks += 1
        time.sleep(0.02)
    assert [process.returncode for process in processes] == [0, 0]
    assert list(seen.order_by("seq").values_list("seq", flat=True)) == list(range(1, messages + 1))
    numbers = Message.objects.filter(channel=general).order_by("seq").values_list("number", flat=True)
    assert list(numbers) == list(range(1, messages + 1))
    general.refresh_from_db()
    assert (general.head, general.message_count) == (messages, messages)
    record_property("writers", WRITERS)
    record_property("messages", f"{messages:,}")
    record_property("looks meanwhile", f"{looks:,}")
