"""Promise 10, short: what sockets and rooms are asked, once more while doorbells get lost, come twice and come late.

The whole of it: `INTERLOCAL_LOSSY=1 pytest tests/live tests/chat tests/faults`.
"""

import pytest

from communities import doorbell

from .lossy import LossyRinger
from .test_protocol import *  # noqa: F403
from .test_rooms import *  # noqa: F403

pytestmark = pytest.mark.promise(10)


@pytest.fixture(autouse=True)
def _bad_doorbells(monkeypatch):
    monkeypatch.setattr(doorbell, "_ringers", [LossyRinger(ringer) for ringer in doorbell._ringers])
