"""How a query was understood, part by part: a chip each, with the address of the search without it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.formats import date_format

from .lang import Filter, Node, Not, Phrase, Title
from .lang.dates import span_of
from .lang.sought import Reading


@dataclass(frozen=True, slots=True)
class Chip:
    """`code` is the operator as typed; `is_exact` says that the very words are meant."""

    text: str
    address: str
    code: str = ""
    is_exact: bool = False
    is_excluded: bool = False


def chips_of(reading: Reading, tab: str) -> list[Chip]:
    """A chip for each part. A single word needs none: it stands in the box."""
    query = reading.query
    chips = [_chip(part, reading, tab) for part in query.parts]
    return chips if len(chips) > 1 or any(chip.code or chip.is_exact for chip in chips) else []


def _chip(part: Node, reading: Reading, tab: str) -> Chip:
    asked = {"q": reading.query.without(part)} | ({"tab": tab} if tab else {})
    of, is_excluded = (part.of, True) if isinstance(part, Not) else (part, False)
    text, code, is_exact = _told(of, reading)
    return Chip(text, "?" + urlencode(asked), code, is_exact, is_excluded)


def _told(of: Node, reading: Reading) -> tuple[str, str, bool]:
    if isinstance(of, Phrase):
        return of.text, "", True
    if isinstance(of, Title):
        return of.of.text, "title:", isinstance(of.of, Phrase)
    if isinstance(of, Filter):
        return reading.labels.get(of) or _value(of), f"{of.name}:", False
    return str(of), "", False


def _value(of: Filter) -> str:
    span = span_of(of.value) if of.name in {"before", "after", "on"} else None
    if span is None:
        return of.value
    form = {4: "Y", 7: "F Y"}.get(len(of.value), "DATE_FORMAT")
    return date_format(span.start, form)
