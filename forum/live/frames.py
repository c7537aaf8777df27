"""What goes out: JSON made once, already wrapped as the WebSocket frame that every reader gets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communities.topics import Item

VERSION = 1
MAX_BYTES = 256 * 1024
# Room for what stands around the items of a page: names, head, and the frame's own head.
_ENVELOPE_BYTES = 512


@dataclass(frozen=True, slots=True)
class Frame:
    """One message to a client: its text, and the same as bytes for the line (RFC 6455, section 5.2, not masked)."""

    text: str
    wire: bytes


def frame(message: Mapping[str, Any]) -> Frame:
    """The frame of one message."""
    return _wrapped(_json(message))


def page(event: str, topic: str, items: Sequence[Item], head: int | None = None) -> tuple[Frame, int]:
    """A frame with as many leading `items` as fit (at least one), and their number. The head is else the last seq."""
    parts, size = [], _ENVELOPE_BYTES
    for item in items:
        part = _json(item)
        size += len(part.encode()) + 1
        if parts and size > MAX_BYTES:
            break
        parts.append(part)
    if head is None:
        head = items[len(parts) - 1]["seq"]
    text = f'{{"ev":"{event}","topic":"{topic}","head":{head},"items":[{",".join(parts)}]}}'
    return _wrapped(text), len(parts)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _wrapped(text: str) -> Frame:
    payload = text.encode()
    size = len(payload)
    if size < 126:
        head = bytes((0x81, size))
    elif size < 1 << 16:
        head = b"\x81\x7e" + size.to_bytes(2, "big")
    else:
        head = b"\x81\x7f" + size.to_bytes(8, "big")
    return Frame(text, head + payload)
