"""What people ask, so kept that it tells of nobody: noted in memory, written in the background, swept by the clock.

A row holds keyed hashes. The text of a query is written down only once ten people of two agencies asked it. What a
process noted last is lost when it dies: these are figures for editors, and no page waits for them."""

import hmac
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from threading import Lock, Timer

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, QuerySet
from django.utils.timezone import localdate

from communities.viewer import Viewer

from .engines.exact import plain
from .lang import Phrase, Query, Word
from .models import Asked, Said
from .models.asked import HASH

logger = logging.getLogger(__name__)

PEOPLE, AGENCIES = 10, 2  # With fewer, the text of a query could tell of somebody.
KEPT = timedelta(days=90)
LONGEST = Said._meta.get_field("text").max_length
HELD_AT_MOST = 5_000  # Rows in memory; what comes on top is not counted.


@dataclass(slots=True)
class _Note:
    text: str = ""
    agency: int | None = None
    is_found: bool = False
    is_opened: bool = False


_Key = tuple[str, str, date]  # Query, who, day.


def text_of(query: Query) -> str:
    """The words of a query as they are counted: without operators, which name people and places."""
    words = " ".join(part.text for part in query.parts if isinstance(part, Word | Phrase))
    return plain(words).strip()[:LONGEST]


def hash_of(query: Query) -> str:
    """What a query is called in addresses and rows; empty where it is not counted."""
    text = text_of(query)
    return _hashed(f"query {text}") if text and settings.SEARCH_KEEPS_QUERIES else ""


def note(viewer: Viewer, query: Query, *, is_found: bool) -> None:
    """Somebody asked this. Visitors are not counted: nobody knows how many they are."""
    if not viewer.is_visitor and (named := hash_of(query)):
        _pad.put(_key(viewer, named), _Note(text_of(query), viewer.user.agency_id, is_found))


def note_opened(viewer: Viewer, named: str) -> None:
    """Somebody opened a result of the query of this hash."""
    if not viewer.is_visitor and settings.SEARCH_KEEPS_QUERIES:
        _pad.put(_key(viewer, named[:HASH]), _Note(is_opened=True))


def _key(viewer: Viewer, named: str) -> _Key:
    return named, _hashed(f"who {viewer.id} {named}"), localdate()


def _hashed(text: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"search {text}".encode(), sha256).hexdigest()[:HASH]


class _Pad:
    """The notes of this process until they are written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._notes: dict[_Key, _Note] = {}
        self._timer: Timer | None = None

    def put(self, key: _Key, note: _Note) -> None:
        with self._lock:
            held = self._notes.get(key)
            if held is None and len(self._notes) < HELD_AT_MOST:
                self._notes[key] = note
            elif held is not None:
                held.text, held.agency = held.text or note.text, held.agency or note.agency
                held.is_found, held.is_opened = held.is_found or note.is_found, held.is_opened or note.is_opened
            if self._timer is None and settings.SEARCH_QUERIES_WRITTEN_AFTER:
                self._timer = Timer(settings.SEARCH_QUERIES_WRITTEN_AFTER, _written_in_background)
                self._timer.daemon = True
                self._timer.start()

    def take(self) -> dict[_Key, _Note]:
        with self._lock:
            notes, self._notes, self._timer = self._notes, {}, None
            return notes


_pad = _Pad()


def _written_in_background() -> None:
    try:
        write()
    except DatabaseError:
        logger.warning("What people asked could not be counted.", exc_info=True)
    finally:
        connection.close()


def write() -> None:
    """Write down what was noted, and the texts of those queries that enough people have asked by now."""
    notes = _pad.take()
    asked = {key: note for key, note in notes.items() if note.text}
    with transaction.atomic():
        for flags in ((), ("is_found",), ("is_opened",), ("is_found", "is_opened")):
            _write([key for key, one in asked.items() if _flags_of(one) == flags], asked, flags)
        # Only what was asked is opened: an address that somebody made up counts nothing.
        for query, who, day in (key for key, note in notes.items() if not note.text):
            Asked.objects.filter(query=query, who=who, day=day).update(is_opened=True)
        texts = {query: note.text for (query, _who, _day), note in asked.items()}
        told = told_of(Asked.objects.filter(query__in=texts)).values_list("query", flat=True)
        Said.objects.bulk_create([Said(query=query, text=texts[query]) for query in told], ignore_conflicts=True)


def _flags_of(note: _Note) -> tuple[str, ...]:
    return tuple(name for name in ("is_found", "is_opened") if getattr(note, name))


def _write(keys: Iterable[_Key], notes: dict[_Key, _Note], flags: tuple[str, ...]) -> None:
    """Rows of these keys; where there is one of the day already, only what became true is changed."""
    rows = [
        Asked(query=query, who=who, day=day, agency_id=notes[query, who, day].agency, **dict.fromkeys(flags, True))
        for query, who, day in keys
    ]
    if rows and flags:
        unique = ("query", "who", "day")
        Asked.objects.bulk_create(rows, update_conflicts=True, update_fields=flags, unique_fields=unique)
    elif rows:
        Asked.objects.bulk_create(rows, ignore_conflicts=True)


def told_of(asked: "QuerySet[Asked]") -> QuerySet:
    """The queries of `asked` whose text tells of nobody, with how many people of how many agencies asked each."""
    people = asked.order_by().values("query").annotate(people=Count("who", distinct=True))
    counted = people.annotate(agencies=Count("agency", distinct=True))
    return counted.filter(people__gte=PEOPLE, agencies__gte=AGENCIES)


def forget_old() -> None:
    """A job of the clock: drop what is older than KEPT, and texts of which too few are left to speak of."""
    old = Asked.objects.all()
    if settings.SEARCH_KEEPS_QUERIES:
        old = old.filter(day__lt=localdate() - KEPT)
    old.delete()
    Said.objects.exclude(query__in=told_of(Asked.objects.all()).values("query")).delete()
