"""Guidance of editors as search uses it: read once for each version, kept in memory, looked up by the words typed."""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import get_language

from communities import audience
from communities.models import Reach
from communities.viewer import Viewer

from .documents import Key
from .engines.exact import plain
from .models import Pick, Synonyms
from .stopwords import ALL as STOPWORDS

Words = tuple[str, ...]


def bare(text: str) -> Words:
    """The words of `text` by which guidance is met: folded, in small letters, singular and plural alike."""
    return tuple(map(_singular, plain(text).split()))


def told(text: str) -> Words:
    """Those of them that carry meaning, whatever their order: what a phrase of a pick is met by."""
    words = [_singular(word) for word in plain(text).split() if word not in STOPWORDS]
    return tuple(sorted(words)) or tuple(sorted(bare(text)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom something holds; empty for everybody."""

    community: int | None = None
    agency: int | None = None
    language: str = ""

    def fits(self, viewer: Viewer, places: Collection[int]) -> bool:
        """Whether it holds for `viewer`, who narrowed the search to `places`: of a community, for its members, and for
        its readers where they search in it."""
        if self.language and not (get_language() or "").startswith(self.language):
            return False
        if self.agency and (viewer.is_visitor or viewer.user.agency_id != self.agency):
            return False
        if self.community and not viewer.is_member_of(self.community):
            return self.community in places and Reach.opens(audience.readers(self.community), viewer)
        return True


@dataclass(frozen=True, slots=True)
class Alike:
    """Words that mean the same, or that may where they are ambiguous."""

    terms: tuple[str, ...]
    is_ambiguous: bool = False
    whom: Whom = Whom()

    def others(self, words: Words) -> Iterator[str]:
        """The terms that are not these words."""
        return (term for term in self.terms if bare(term) != words)


@dataclass(frozen=True, slots=True)
class Picked:
    """A result that a phrase brings first, or does not bring at all."""

    phrase: str
    key: Key
    group: str
    is_excluded: bool = False
    starts_on: date | None = None
    ends_on: date | None = None
    whom: Whom = Whom()

    def holds_on(self, day: date) -> bool:
        return (self.starts_on or day) <= day <= (self.ends_on or day)


@dataclass(frozen=True, slots=True)
class Guidance:
    """All of it, by the words that it is met by."""

    alike: Mapping[Words, Sequence[Alike]] = field(default_factory=lambda: MappingProxyType({}))
    picks: Mapping[Words, Sequence[Picked]] = field(default_factory=lambda: MappingProxyType({}))
    longest: int = 0  # Words of the longest term.


NONE = Guidance()


def made(sets: Iterable[Alike], picks: Iterable[Picked]) -> Guidance:
    """Guidance of these words and picks."""
    alike: defaultdict[Words, list[Alike]] = defaultdict(list)
    for one in sets:
        for words in dict.fromkeys(map(bare, one.terms)):
            alike[words].append(one)
    picked: defaultdict[Words, list[Picked]] = defaultdict(list)
    for pick in picks:
        picked[told(pick.phrase)].append(pick)
    return Guidance(dict(alike), dict(picked), max(map(len, alike), default=0))


def alike_of(row: Synonyms) -> Alike:
    """A row as the search uses it."""
    return Alike(tuple(row.terms), row.is_ambiguous, _whom(row))


def picked_of(row: Pick) -> Picked:
    """A row as the search uses it."""
    key = (row.kind, row.key)
    return Picked(row.phrase, key, row.group, row.is_excluded, row.starts_on, row.ends_on, _whom(row))


def _whom(row: Synonyms | Pick) -> Whom:
    return Whom(row.community_id, row.agency_id, row.language)


def for_everybody(one: Any) -> Any:
    """The same without the limit of whom it holds for: an editor looks at what others will see."""
    return replace(one, whom=Whom())


class _Kept:
    """The guidance of this process, with the version that it was read at."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._guidance, self._version, self._until = NONE, None, 0.0

    def now(self) -> Guidance:
        """As of a moment ago: one short statement every SEARCH_GUIDANCE_HELD seconds, and a reading after a change."""
        if time.monotonic() < self._until:
            return self._guidance
        version = _version()
        with self._lock:
            if version != self._version:
                self._guidance = _read() if version else NONE
                self._version = version
            self._until = time.monotonic() + settings.SEARCH_GUIDANCE_HELD
            return self._guidance

    def forget(self) -> None:
        """Ask again the next time."""
        self._until = 0.0


def _version() -> Any:
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM search_guidanceversion LIMIT 1")
        return (cursor.fetchone() or (None,))[0]


def _read() -> Guidance:
    return made(map(alike_of, Synonyms.objects.all()), map(picked_of, Pick.objects.order_by("pk")))


_kept = _Kept()
current, forget = _kept.now, _kept.forget
