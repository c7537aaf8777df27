"""Fixtures of the chat's tests."""

from uuid import uuid4

import pytest

from forum.chat import actions
from forum.chat.models import Channel


@pytest.fixture
def general(world, drain):
    """The first channel of opioid-response."""
    drain()
    return Channel.objects.get(community=world.opioid, slug="general")


@pytest.fixture
def say(world):
    """Say something as somebody: `say("mem", channel, "Hello")`."""

    def said(who, channel, source, **more):
        more.setdefault("client_id", uuid4())
        return actions.say(viewer=world.viewer(who), channel=channel, source=source, **more)

    return said
