"""What comes in on a socket: from anything at all to a checked request, or to a refusal that says what is wrong."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from communities.refusal import Refused
from forum.live import schema

pytestmark = pytest.mark.plain

ID = "0e3b1f3a-92a7-4b8e-a7f1-57f9ad1b9d58"


@dataclass(frozen=True)
class Say:
    client_id: UUID
    source: str
    reply_to: int | None = None


def test_a_request_is_read_and_what_is_unknown_is_left():
    request = schema.read(Say, {"op": "say", "client_id": ID, "source": "Yes", "colour": "red"})
    assert request == Say(UUID(ID), "Yes", None)


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        ({"source": "x"}, "client_id"),
        ({"client_id": None, "source": "x"}, "client_id"),
        ({"client_id": "7", "source": "x"}, "client_id"),
        ({"client_id": 7, "source": "x"}, "client_id"),
        ({"client_id": [ID], "source": "x"}, "client_id"),
        ({"client_id": ID, "source": 5}, "source"),
        ({"client_id": ID, "source": {"a": 1}}, "source"),
        ({"client_id": ID, "source": "nul \0"}, "source"),
        ({"client_id": ID, "source": "half \ud83d"}, "source"),
        ({"client_id": ID, "source": "x", "reply_to": "3"}, "reply_to"),
        ({"client_id": ID, "source": "x", "reply_to": 1.0}, "reply_to"),
        ({"client_id": ID, "source": "x", "reply_to": True}, "reply_to"),
        ({"client_id": ID, "source": "x", "reply_to": -1}, "reply_to"),
        ({"client_id": ID, "source": "x", "reply_to": 2**70}, "reply_to"),
    ],
)
def test_a_wrong_field_is_named(payload, field):
    with pytest.raises(Refused, match=field) as caught:
        schema.read(Say, payload)
    assert caught.value.code == "invalid"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "malformed"),
        ("", "malformed"),
        ("[1]", "malformed"),
        ("7", "malformed"),
        ("null", "malformed"),
        ("{", "malformed"),
        ("[" * 60_000, "malformed"),
        ('{"a":' * 10_000, "malformed"),
        ("9" * 60_000, "malformed"),
        ("[" * 200 * 1024, "too_large"),
        ('{"a":"' + "🙂" * 17_000 + '"}', "too_large"),
    ],
)
def test_what_is_no_small_json_object_is_refused(text, code):
    with pytest.raises(Refused) as caught:
        schema.decoded(text)
    assert caught.value.code == code


def test_a_message_of_4000_emoji_fits():
    assert schema.decoded('{"source":"' + "🙂" * 4_000 + '"}')["source"].startswith("🙂")
