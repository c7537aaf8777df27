"""Several screens at work at once, and the check that is the same for every fault: each shows what is there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any, Self

from django.conf import settings

from communities.actions import accept_ground_rules, register_person
from communities.actions.memberships import begin
from communities.models import User
from communities.viewer import viewer_of
from forum.chat.models import Channel, ChannelEvent, Message
from tests.live.serving import session_of

from .screen import Screen


def hired(world, count: int) -> list[User]:
    """So many new members of opioid-response."""
    people = []
    for number in range(count):
        email = f"hired-{number}@easton.example"
        person = register_person(email=email, name=f"Hired {number}", title="Clerk", agency=world.easton)
        accept_ground_rules(viewer=viewer_of(person), version=settings.GROUND_RULES_VERSION)
        begin(user=person, community=world.opioid, origin="joined", actor=None, role="member", until=None)
        people.append(person)
    return people


class Crowd:
    """Screens that run while the block does. `addresses` are dealt out in turn; a number is a port of this machine."""

    def __init__(self, addresses: list[int | str], people: list[User], topics: list[str], **options: Any) -> None:
        sessions = [session_of(person) for person in people]
        urls = [f"ws://127.0.0.1:{each}/live/" if isinstance(each, int) else each for each in addresses]
        self.screens = [Screen(urls[at % len(urls)], key, topics, **options) for at, key in enumerate(sessions)]
        self.topics = topics

    async def __aenter__(self) -> Self:
        self._running = [asyncio.create_task(screen.run()) for screen in self.screens]
        return self

    async def __aexit__(self, *error: object) -> None:
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def write(self, each: int, about: object = "Line") -> None:
        """Give every screen so many lines to say, over its topics in turn."""
        for at, screen in enumerate(self.screens):
            for number in range(each):
                screen.write(self.topics[(number + at) % len(self.topics)], f"{about}: {number}")

    @property
    def acknowledged(self) -> int:
        return sum(len(screen.acknowledged) for screen in self.screens)

    @property
    def is_silent(self) -> bool:
        """Nobody has anything left to say."""
        return not any(screen.outbox for screen in self.screens)

    @property
    def is_caught_up(self) -> bool:
        """Every screen has every line that was acknowledged to anybody."""
        said = dict.fromkeys(self.topics, 0)
        for screen in self.screens:
            for ack in screen.acknowledged.values():
                said[ack["topic"]] = max(said[ack["topic"]], ack["seq"])
        return all(screen.topics[name].last >= seq for screen in self.screens for name, seq in said.items())

    async def until(self, holds: Callable[[], bool], seconds: float = 120) -> None:
        """Return when this holds; it fails when that takes too long."""
        # A task that ended by itself has found a fault.
        end = time.monotonic() + seconds
        while not holds():
            for task in self._running:
                if task.done():
                    task.result()
            assert time.monotonic() < end, "this took too long"
            await asyncio.sleep(0.02)

    async def finish(self, seconds: float = 120) -> None:
        """Let everybody say what they have, and hear what was said."""
        await self.until(lambda: self.is_silent, seconds)
        await self.until(lambda: self.is_caught_up, seconds)

    def check(self) -> int:
        """Compare every screen with the database, and what was acknowledged with what is there. The number of lines."""
        count = self.compare()
        acknowledged = sorted(ack["message"] for screen in self.screens for ack in screen.acknowledged.values())
        stored = Message.objects.filter(channel__in=[topic.partition(":")[2] for topic in self.topics])
        assert acknowledged == sorted(stored.values_list("pk", flat=True)), "what was acknowledged is there, once"
        return count

    def compare(self) -> int:
        """Compare every screen with the database: nothing lost, doubled or out of order. The number of events."""
        count = 0
        for topic in self.topics:
            channel = Channel.objects.get(pk=topic.partition(":")[2])
            events = list(ChannelEvent.objects.filter(channel=channel).order_by("seq").values_list("seq", "message_id"))
            assert [seq for seq, _message in events] == list(range(1, len(events) + 1)), "numbers have a gap"
            for screen in self.screens:
                shown = [(item["seq"], item.get("message")) for item in screen.topics[topic].shown]
                assert shown == events, "lost, doubled or out of order"
            count += len(events)
        return count

    def run(self, story: Callable[[Self], Awaitable[None]]) -> None:
        """Run the screens for as long as the story goes on."""

        async def told() -> None:
            async with self:
                await story(self)

        asyncio.run(told())
