"""Promise 1, short: through a line that keeps breaking, nothing is lost, doubled or out of order on any screen."""

import asyncio
import time

import pytest

from forum.chat.models import Channel, ChannelEvent
from tests.live.serving import session_of

from .proxy import BadLine
from .screen import Screen

pytestmark = pytest.mark.promise(1)

RECONNECTS = 50
MESSAGES = 25


async def through_a_bad_line(port, sessions, topics):
    line = BadLine(port)
    await line.start()
    screens = [Screen(f"ws://127.0.0.1:{line.address}/live/", session, topics) for session in sessions]
    running = [asyncio.create_task(screen.run()) for screen in screens]
    for number in range(MESSAGES):
        for at, screen in enumerate(screens):
            screen.write(topics[(number + at) % len(topics)], f"{at}: {number}")
        await asyncio.sleep(0.1)
    try:
        while line.broken < RECONNECTS or any(screen.outbox for screen in screens):
            for screen in screens:
                if not screen.outbox and line.broken < RECONNECTS:
                    screen.write(topics[0], "More")
            await asyncio.sleep(0.1)
        line.is_calm = True
        await all_caught_up(screens)
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await line.stop()
    return line, screens


async def all_caught_up(screens):
    """Wait until every screen has every line that was acknowledged to anybody."""
    end = time.monotonic() + 20
    said = dict.fromkeys(screens[0].topics, 0)
    for screen in screens:
        for ack in screen.acknowledged.values():
            said[ack["topic"]] = max(said[ack["topic"]], ack["seq"])
    while time.monotonic() < end:
        if all(screen.topics[name].last >= seq for screen in screens for name, seq in said.items()):
            return
        await asyncio.sleep(0.1)


def test_nothing_is_lost_doubled_or_out_of_order(server, lasting_world, general):
    from forum.chat import actions

    other = actions.open_channel(viewer=lasting_world.viewer("bo"), community=lasting_world.opioid, name="other")
    topics = [general.topic, other.topic]
    sessions = [session_of(lasting_world[who]) for who in ("mem", "bo", "gus", "mia", "mem", "bo")]
    line, screens = asyncio.run(through_a_bad_line(server.port, sessions, topics))

    assert line.broken >= RECONNECTS
    events = {
        topic: list(ChannelEvent.objects.filter(channel=channel).order_by("seq").values_list("seq", "message_id"))
        for topic, channel in zip(
            topics, Channel.objects.filter(pk__in=[general.pk, other.pk]).order_by("pk"), strict=True
        )
    }
    for screen in screens:
        for topic in topics:
            shown = [(item["seq"], item["message"]) for item in screen.topics[topic].shown]
            assert shown == events[topic], "lost, doubled or out of order"
    acknowledged = [ack["message"] for screen in screens for ack in screen.acknowledged.values()]
    stored = [message for topic in topics for _seq, message in events[topic]]
    assert sorted(acknowledged) == sorted(stored), "each line that was acknowledged is there once, and no other"
