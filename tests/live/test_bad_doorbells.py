"""Promise 10, short: what sockets and rooms are asked, once more while doorbells get lost, come twice and come late.

The whole of it: `INTERLOCAL_LOSSY=1 pytest tests/live tests/chat tests/faults`.
"""

import asyncio

import pytest
from django.db import connection

from communities import doorbell
from forum.chat.models import ChannelEvent
from tests.faults.crowd import Crowd
from tests.faults.test_replay import Acts

from .lossy import LossyRinger
from .test_protocol import *  # noqa: F403
from .test_rooms import *  # noqa: F403

pytestmark = pytest.mark.promise(10)


@pytest.fixture(autouse=True)
def _bad_doorbells(monkeypatch):
    monkeypatch.setattr(doorbell, "_ringers", [LossyRinger(ringer) for ringer in doorbell._ringers])


def test_every_kind_of_event_reaches_every_screen_once_and_in_order(server, lasting_world, general):
    def act():
        acts = Acts(lasting_world, general)
        for kind in ChannelEvent.Kind:
            getattr(acts, kind.value)()
        connection.close()

    async def story(crowd):
        await asyncio.to_thread(act)
        await asyncio.to_thread(general.refresh_from_db)
        await crowd.until(lambda: all(screen.topics[general.topic].last >= general.head for screen in crowd.screens))

    crowd = Crowd([server.port], [lasting_world[who] for who in ("mem", "bo", "gus", "mia")], [general.topic])
    crowd.run(story)
    assert crowd.compare() == general.head
