"""Promises 7 and 9 while people write: rights that end, and broken frames, beside screens that miss nothing."""

import asyncio
import random
import time
from contextlib import suppress

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from websockets.exceptions import ConnectionClosed

from communities import actions
from communities.models import Membership
from communities.viewer import viewer_of
from forum.chat.models import Channel
from tests.live.lossy import IS_LOSSY
from tests.live.serving import Tab, session_of, tab

from .crowd import Crowd, hired
from .test_handshakes import BROKEN, FRAMES, GOOD, answer_to, head

WRITERS = ("bo", "gus", "mia")


def beside(world, server, channel):
    return Crowd([server.port], [world[who] for who in WRITERS], [channel.topic])


async def kept_busy(crowd, work):
    """What `work` answers, called on a thread of its own while everybody in the crowd goes on writing."""
    done = asyncio.create_task(asyncio.to_thread(work))
    while not done.done():
        if crowd.is_silent:
            crowd.write(1)
        await asyncio.sleep(0.05)
    return done.result()


class Leaver:
    """Somebody who follows the channel, and the ways in which that can end."""

    def __init__(self, world, person, line: Tab, session: str, topic: str) -> None:
        self.world, self.person, self.line, self.session, self.topic = world, person, line, session, topic

    def leave(self):
        actions.leave(viewer=viewer_of(self.person), community=self.world.opioid)

    def ban(self):
        membership = Membership.objects.current().get(user=self.person, community=self.world.opioid)
        actions.remove_member(viewer=self.world.viewer("mia"), membership=membership, for_good=True)

    def deactivate(self):
        actions.deactivate(viewer=self.world.viewer("ada"), user=self.person)

    def sign_out(self):
        SessionStore(self.session).flush()

    def seconds_until_told(self, end) -> float:
        """From the end of the right to the frame that says so; fails when an event comes after that."""
        getattr(self, end)()
        began = time.monotonic()
        with suppress(ConnectionClosed):
            self.line.until("withdrawn", topic=self.topic)
        took = time.monotonic() - began
        with suppress(ConnectionClosed, TimeoutError):
            while True:
                assert self.line.receive(0.5)["ev"] != "events"
        return took


@pytest.mark.promise(7)
def test_rights_end_at_once_while_others_write(server, lasting_world, general, size, record_property, monkeypatch):
    if IS_LOSSY:
        monkeypatch.setattr("forum.live.hub.RECHECK_SECONDS", 1)
    people = hired(lasting_world, size(4, 200))
    ends = ["leave", "ban", "deactivate", "sign_out"] * (len(people) // 4)
    took = []

    def work():
        for person, end in zip(people, ends, strict=True):
            session = session_of(person)
            with tab(server, person, session=session) as line:
                line.open(general.topic)
                line.until("events")
                leaver = Leaver(lasting_world, person, line, session, general.topic)
                took.append(leaver.seconds_until_told(end))
        connection.close()

    async def story(crowd):
        await kept_busy(crowd, work)
        await crowd.finish()

    crowd = beside(lasting_world, server, general)
    crowd.run(story)
    record_property("rights ended", len(took))
    record_property("lines said meanwhile", f"{crowd.check():,}")
    record_property("latest", f"{max(took):.2f} s")
    # In the short form other tests run beside it.
    assert max(took) < size(20, 1)


@pytest.mark.promise(9)
def test_broken_frames_and_handshakes_harm_nobody_who_writes(apart, lasting_world, size, record_property):
    channel = Channel.objects.get(community=lasting_world.opioid, slug="general")
    session = session_of(lasting_world.mem)
    whole = head(GOOD, apart.port, session)
    parts = [[head(fields, apart.port, session)] for fields in BROKEN.values()]
    parts += [[whole, frame] for frame in FRAMES.values()]
    rounds = size(1, 50)

    def work():
        for _ in range(rounds):
            random.shuffle(parts)
            for each in parts:
                heard = answer_to(apart, *each)
                assert heard.startswith(b"HTTP/1.1 101" if len(each) > 1 else b"HTTP/1.1 4") or not heard, each

    async def story(crowd):
        await kept_busy(crowd, work)
        await crowd.finish()

    crowd = beside(lasting_world, apart, channel)
    crowd.run(story)
    record_property("broken while others write", f"{rounds * len(parts):,}")
    record_property("lines said meanwhile", f"{crowd.check():,}")
