"""Promise 2, with PostgreSQL and Redis: two servers and the relay use them, and any of these is killed at random."""

import asyncio
import random
import subprocess
import sys

import pytest
from django.db import connection

from communities.models import Delivery
from forum.chat.models import Channel
from tests.faults.crowd import Crowd
from tests.live.serving import ROOT, ServerProcess, environment

pytestmark = pytest.mark.promise(2)

LINES = 20


class Relay:
    """`manage.py relay` as a process that can be killed."""

    def start(self) -> None:
        command = [sys.executable, "manage.py", "relay"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture
def victims(lasting_world, stack, drain):
    drain()
    victims = {
        "a server": ServerProcess(),
        "the other server": ServerProcess(),
        "the relay": Relay(),
        "Redis": stack.redis,
        "PostgreSQL": stack.postgres,
    }
    mortal = list(victims.values())[:3]
    for each in mortal:
        each.start()
    yield victims
    for each in mortal:
        each.kill()


def test_what_was_acknowledged_survives_whatever_is_killed(victims, lasting_world, size, record_property):
    general = Channel.objects.get(community=lasting_world.opioid, slug="general")
    order = [name for name in victims for _ in range(size(1, 25))]
    chance = random.Random(4)
    chance.shuffle(order)
    # The rows are at PostgreSQL, and this test's own connection would not outlive it.
    ports = [victims["a server"].port, victims["the other server"].port]
    crowd = Crowd(ports, [lasting_world[who] for who in ("mem", "bo", "gus", "mia")], [general.topic])
    connection.close()

    async def story(crowd):
        for number, name in enumerate(order):
            before = crowd.acknowledged
            crowd.write(LINES, number)
            await crowd.until(lambda before=before: crowd.acknowledged >= before + 10)
            await asyncio.sleep(chance.uniform(0, 0.5))
            victims[name].kill()
            await asyncio.to_thread(victims[name].start)
        await crowd.finish()

    crowd.run(story)
    lines = crowd.check()
    assert lines == len(order) * LINES * len(crowd.screens)
    record_property("kills", f"{len(order)} ({size(1, 25)} each of {', '.join(victims)})")
    record_property("messages", f"{lines:,}")
    record_property("lost or doubled", 0)
    everything_was_delivered(victims)


def everything_was_delivered(victims):
    """A relay that was killed leaves its deliveries to the next one, a minute later at most; nothing is left out."""
    victims["the relay"].kill()
    Delivery.objects.filter(state=Delivery.State.WAITING).update(leased_until=None)
    victims["the relay"].start()

    async def gone():
        while await Delivery.objects.filter(state=Delivery.State.WAITING).acount():
            await asyncio.sleep(0.1)

    asyncio.run(asyncio.wait_for(gone(), 120))
    verify = [sys.executable, "manage.py", "search_verify"]
    found = subprocess.run(verify, cwd=ROOT, env=environment(), check=False, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout
