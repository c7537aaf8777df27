"""Promise 1: through a line that keeps breaking, nothing is lost, doubled or out of order on any screen."""

import asyncio

import pytest

from forum.chat import actions

from .crowd import Crowd, hired
from .proxy import BadLine

pytestmark = pytest.mark.promise(1)


def test_nothing_is_lost_doubled_or_out_of_order(apart, lasting_world, size, record_property):
    clients, channels, messages, breaks = size(6, 50), size(2, 20), size(150, 10_000), size(50, 2_000)
    people = hired(lasting_world, clients)
    mia = lasting_world.viewer("mia")
    opened = [
        actions.open_channel(viewer=mia, community=lasting_world.opioid, name=f"Bad line {number}")
        for number in range(channels)
    ]
    line = BadLine(apart.port, longest=size(12_000, 200_000))

    async def story(crowd):
        await line.start()
        crowd.write(messages // clients)
        while line.broken < breaks:
            if crowd.is_silent:
                crowd.write(1, "More")
            await asyncio.sleep(0.1)
        line.is_calm = True
        await crowd.finish(size(60, 900))
        await line.stop()

    crowd = Crowd([line.address], people, [channel.topic for channel in opened])
    crowd.run(story)
    lines = crowd.check()
    record_property("clients", clients)
    record_property("channels", channels)
    record_property("messages", f"{lines:,}")
    record_property("connections broken", f"{line.broken:,}")
    record_property("lost, doubled, out of order", "0, 0, 0")
