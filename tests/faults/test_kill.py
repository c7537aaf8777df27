"""Promise 2, short: `kill -9` of the server under writes; what was acknowledged is there once and in order."""

import asyncio

import pytest

from forum.chat.models import Channel, ChannelEvent, Message
from tests.live.serving import ServerProcess, session_of

from .screen import Screen
from .test_bad_line import all_caught_up

pytestmark = pytest.mark.promise(2)

KILLS = 3


@pytest.fixture
def doomed(lasting_world, drain):
    drain()
    server = ServerProcess()
    server.start()
    yield server
    server.stop()


async def killed_again_and_again(server, sessions, topic):
    screens = [Screen(f"ws://127.0.0.1:{server.port}/live/", session, [topic]) for session in sessions]
    running = [asyncio.create_task(screen.run()) for screen in screens]
    for kill in range(KILLS):
        before = sum(len(screen.acknowledged) for screen in screens)
        for screen in screens:
            for number in range(40):
                screen.write(topic, f"{kill}: {number}")
        while sum(len(screen.acknowledged) for screen in screens) < before + 25:
            await asyncio.sleep(0.01)
        server.kill()
        await asyncio.to_thread(server.start)
    while any(screen.outbox for screen in screens):
        await asyncio.sleep(0.05)
    await all_caught_up(screens)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    return screens


def test_what_was_acknowledged_survives_and_nothing_is_doubled(doomed, lasting_world):
    general = Channel.objects.get(community=lasting_world.opioid, slug="general")
    sessions = [session_of(lasting_world[who]) for who in ("mem", "bo", "gus")]
    screens = asyncio.run(killed_again_and_again(doomed, sessions, general.topic))

    events = list(ChannelEvent.objects.filter(channel=general).order_by("seq").values_list("seq", "message_id"))
    assert [seq for seq, _message in events] == list(range(1, len(events) + 1))
    assert len(events) == Message.objects.filter(channel=general).count() == 3 * KILLS * 40
    for screen in screens:
        assert [(item["seq"], item["message"]) for item in screen.topics[general.topic].shown] == events
        assert screen.connections > KILLS
    for who in ("mem", "bo", "gus"):
        mine = Message.objects.filter(channel=general, author=lasting_world[who]).order_by("seq")
        assert list(mine.values_list("source", flat=True)) == [f"{k}: {n}" for k in range(KILLS) for n in range(40)]
