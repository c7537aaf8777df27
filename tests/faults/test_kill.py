"""Promise 2, the server: `kill -9` under writes; what was acknowledged is there once and in order."""

import asyncio

import pytest

from forum.chat.models import Channel, Message
from tests.live.serving import ServerProcess

from .crowd import Crowd

pytestmark = pytest.mark.promise(2)

LINES = 40


@pytest.fixture
def doomed(lasting_world, drain):
    drain()
    server = ServerProcess()
    server.start()
    yield server
    server.stop()


def test_what_was_acknowledged_survives_the_server(doomed, lasting_world, size, record_property):
    kills = size(3, 25)
    general = Channel.objects.get(community=lasting_world.opioid, slug="general")

    async def story(crowd):
        for kill in range(kills):
            before = crowd.acknowledged
            crowd.write(LINES, kill)
            await crowd.until(lambda before=before: crowd.acknowledged >= before + 25)
            doomed.kill()
            await asyncio.to_thread(doomed.start)
        await crowd.finish()

    names = ("mem", "bo", "gus")
    crowd = Crowd([doomed.port], [lasting_world[who] for who in names], [general.topic])
    crowd.run(story)
    record_property("kills", kills)
    record_property("messages", crowd.check())
    record_property("lost or doubled", 0)
    for who in names:
        mine = Message.objects.filter(channel=general, author=lasting_world[who]).order_by("seq")
        assert list(mine.values_list("source", flat=True)) == [f"{k}: {n}" for k in range(kills) for n in range(LINES)]
