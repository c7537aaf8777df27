"""From a frame of a stranger to a checked request: JSON decoded, every field of the right type and size."""

import dataclasses
import json
import types
import typing
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from communities.refusal import Refused

MAX_BYTES = 64 * 1024
MOST_VALUES = 50
_MAX_NUMBER = 2**63 - 1


@dataclass(frozen=True)
class Open:
    """Have the events of a topic after number `after`, and from then on as they happen."""

    topic: str
    after: int = 0


@dataclass(frozen=True)
class Close:
    """Have no more of a topic."""

    topic: str


@dataclass(frozen=True)
class Sync:
    """Have one page of the events after number `after`."""

    topic: str
    after: int


def decoded(text: str | None) -> dict[str, Any]:
    """The JSON object in `text`. Raises Refused when it is no such thing, or larger than 64 KiB."""
    if text is None:
        raise Refused("malformed", _("Send text frames with one JSON object each."), status=422)
    if len(text) > MAX_BYTES or (len(text) * 4 > MAX_BYTES and len(text.encode("utf-8", "replace")) > MAX_BYTES):
        raise Refused("too_large", _("A frame can hold 64 KiB at most."), status=422)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Refused("malformed", _("Send text frames with one JSON object each."), status=422)
    return value


def read(schema: type, payload: dict[str, Any]) -> Any:
    """An instance of the dataclass `schema` from `payload`. Raises Refused and names the field that is wrong."""
    values = {}
    for name, kind, is_needed in _fields(schema):
        value = payload.get(name)
        if value is not None:
            values[name] = _checked(name, kind, value)
        elif is_needed:
            raise _wrong(name)
    return schema(**values)


@cache
def _fields(schema: type) -> list[tuple[str, type, bool]]:
    """Name and kind of each field, and whether it must be there. There are as many schemas as operations."""
    hints = typing.get_type_hints(schema)
    return [
        (field.name, _plain(hints[field.name]), field.default is dataclasses.MISSING)
        for field in dataclasses.fields(schema)
    ]


def _plain(hint: Any) -> type:
    if isinstance(hint, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not types.NoneType)
    return hint


def _checked(name: str, kind: type, value: Any) -> Any:
    if kind is UUID:
        return _uuid(name, value)
    if typing.get_origin(kind) is tuple:
        return _several(name, typing.get_args(kind)[0], value)
    # A bool is an int to Python, and never a number to a person.
    if type(value) is not kind:
        raise _wrong(name)
    if kind is int and not 0 <= value <= _MAX_NUMBER:
        raise _wrong(name)
    if kind is str and not _is_storable(value):
        raise _wrong(name)
    return value


def _several(name: str, kind: type, value: Any) -> tuple[Any, ...]:
    if type(value) is not list or len(value) > MOST_VALUES:
        raise _wrong(name)
    return tuple(_checked(name, kind, one) for one in value)


def _uuid(name: str, value: Any) -> UUID:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        raise _wrong(name) from None


def _is_storable(text: str) -> bool:
    """Neither NUL, which PostgreSQL refuses, nor half a surrogate pair, which has no bytes in UTF-8."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _wrong(name: str) -> Refused:
    return Refused("invalid", _("The field “%(name)s” is missing or not of its kind.") % {"name": name}, status=422)
