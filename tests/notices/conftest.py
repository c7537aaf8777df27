"""A conversation to be told of: threads and replies by people of the world."""

from collections.abc import Callable

import pytest

from forum.threads import actions
from forum.threads.models import Post, Thread


@pytest.fixture
def start(world) -> Callable[..., Thread]:
    """`start("mem", "Title", "Text")` in opioid-response, or in the community named last."""

    def _start(who: str, title: str = "Night shift", source: str = "Who carries it?", place: str = "opioid") -> Thread:
        return actions.start_thread(viewer=world.viewer(who), community=world[place], title=title, source=source)

    return _start


@pytest.fixture
def reply(world) -> Callable[..., Post]:
    """`reply("bo", thread, "Text")`."""

    def _reply(who: str, thread: Thread, source: str = "The shift lead does.") -> Post:
        return actions.reply(viewer=world.viewer(who), thread=thread, source=source)

    return _reply
