"""Editors that the tests of this folder need beside the world's one."""

import pytest
from django.core.cache import cache

from communities.actions.memberships import begin
from communities.models import Appointment


@pytest.fixture(autouse=True)
def _forgetful():
    """The footer's memory does not outlive a test."""
    cache.clear()


@pytest.fixture
def editor(world):
    """Dee, editor of the service, who belongs to opioid-response."""
    begin(user=world.dee, community=world.opioid, origin="joined", actor=None, role="member")
    return world.dee


@pytest.fixture
def second(world):
    """Ada, another editor: the second person of public papers."""
    Appointment.objects.create(user=world.ada, kind="editor")
    return world.ada
