"""Which messages make one thread, and who answers whom: from envelopes and what is known already to conversations.

The idea is Jamie Zawinski's (https://www.jwz.org/doc/threading.html): every id that is named has a place, whether its
message is there or not, so answers to one missing message stand together. Subjects join only what is left over.
"""

import heapq
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .message import Envelope, key_of

# An answer without a known parent belongs to the last thread of its subject, if that was alive not longer ago than
# this: "Re: Agenda" is about this month's.
SUBJECT_WINDOW = timedelta(days=90)

_REPLY_MARK = re.compile(
    r"(?:\s*(?:re|aw|sv|vs|rv|res|antw|fwd?|wg|tr|rif|答复|回复)(?:\[\d+\]|\(\d+\))?\s*[:：])+\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Link:
    """A message at its place: after its parent, which is None at the root or when the parent is unknown."""

    envelope: Envelope
    parent: str | None
    depth: int


@dataclass(slots=True)
class Conversation:
    """A thread to be: its messages in the order to write them, and the ids that it names but has no message for.

    `home` is the known thread that the messages continue; None begins a new one.
    """

    home: int | None
    subject: str
    links: list[Link]
    missing: list[str] = field(default_factory=list)
    joined_by_subject: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What earlier imports left: the thread of each key, the keys that have no post yet, and of each base subject its
    thread and its last day."""

    threads: Mapping[str, int] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    subjects: Mapping[str, tuple[int, datetime]] = field(default_factory=dict)


def base_subject(subject: str) -> str:
    """`subject` without reply marks, for comparison only."""
    return " ".join(_without_marks(subject).split()).casefold()


def title(subject: str) -> str:
    """`subject` as the title of a thread: without reply marks."""
    return _without_marks(subject).strip() or "(no subject)"


def is_answer(subject: str) -> bool:
    """Whether the subject says that it answers something."""
    return bool(_REPLY_MARK.match(subject))


def conversations(envelopes: Iterable[Envelope], known: Known | None = None) -> list[Conversation]:
    """The conversations of `envelopes` (each key once), the one that began first at the front."""
    return _Threading(list(envelopes), known or Known()).result()


def _without_marks(subject: str) -> str:
    match = _REPLY_MARK.match(subject)
    return subject[match.end() :] if match else subject


class _Threading:
    """Union of what belongs together, by reference first, then by subject."""

    def __init__(self, envelopes: list[Envelope], known: Known) -> None:
        self._envelopes = sorted(envelopes, key=lambda one: (one.sent_at, one.key))
        self._present = {one.key for one in self._envelopes}
        self._known = known
        self._above: dict[str, str] = {}
        self._by_subject: dict[str, int] = {}

    def result(self) -> list[Conversation]:
        ancestors = {one.key: [key_of(ref) for ref in one.references] for one in self._envelopes}
        for key, named in ancestors.items():
            for other in named:
                self._join(key, other)
        homes = self._homes(ancestors)
        roots = {key for key, named in ancestors.items() if self._present.isdisjoint(named)}
        self._join_by_subject(homes, roots)
        groups: dict[str, list[Envelope]] = {}
        for one in self._envelopes:
            groups.setdefault(self._top(one.key), []).append(one)
        return [self._conversation(top, group, ancestors, homes) for top, group in groups.items()]

    def _top(self, key: str) -> str:
        path = []
        while (above := self._above.get(key, key)) != key:
            path.append(key)
            key = above
        for one in path:
            self._above[one] = key
        return key

    def _join(self, one: str, other: str) -> None:
        one, other = self._top(one), self._top(other)
        if one != other:
            self._above[other] = one

    def _homes(self, ancestors: Mapping[str, list[str]]) -> dict[str, int]:
        """By top: the oldest of the known threads that its messages name."""
        homes: dict[str, int] = {}
        for key, named in ancestors.items():
            for one in (key, *named):
                thread = self._known.threads.get(one)
                if thread is not None:
                    top = self._top(one)
                    homes[top] = min(thread, homes.get(top, thread))
        return homes

    def _join_by_subject(self, homes: dict[str, int], roots: set[str]) -> None:
        """Answers whose whole group has no root and no known thread go to the last group or thread of their subject."""
        began: dict[str, Envelope] = {}
        for one in self._envelopes:
            began.setdefault(self._top(one.key), one)
        last: dict[str, tuple[str, datetime]] = {}
        for one in self._envelopes:
            top, base = self._top(one.key), base_subject(one.subject)
            if not base:
                continue
            is_first = began.get(top) is one and one.key in roots and top not in homes
            if is_first and is_answer(one.subject) and (target := self._target(base, one, last)) is not None:
                self._settle(top, target, homes)
                top = self._top(one.key)
                self._by_subject[top] = self._by_subject.get(top, 0) + 1
            last[base] = (top, one.sent_at)

    def _target(self, base: str, one: Envelope, last: Mapping[str, tuple[str, datetime]]) -> str | int | None:
        group, alive = last.get(base, (None, None))
        if group is not None and self._top(group) != self._top(one.key) and one.sent_at - alive <= SUBJECT_WINDOW:
            return self._top(group)
        thread, alive = self._known.subjects.get(base, (None, None))
        if thread is not None and abs(one.sent_at - alive) <= SUBJECT_WINDOW:
            return thread
        return None

    def _settle(self, top: str, target: str | int, homes: dict[str, int]) -> None:
        if isinstance(target, int):
            homes[top] = target
            return
        home = homes.get(target)
        count = self._by_subject.pop(target, 0) + self._by_subject.pop(top, 0)
        self._join(target, top)
        self._by_subject[self._top(target)] = count
        if home is not None:
            homes[self._top(target)] = home

    def _conversation(
        self, top: str, group: list[Envelope], ancestors: Mapping[str, list[str]], homes: Mapping[str, int]
    ) -> Conversation:
        parents = _parents(group, ancestors, self._present | (self._known.threads.keys() - self._known.missing))
        named = dict.fromkeys(other for one in group for other in ancestors[one.key])
        return Conversation(
            home=homes.get(top),
            subject=title(group[0].subject),
            links=_in_order(group, parents),
            missing=[key for key in named if key not in self._present and key not in self._known.threads],
            joined_by_subject=self._by_subject.get(top, 0),
        )


def _parents(group: list[Envelope], ancestors: Mapping[str, list[str]], there: set[str]) -> dict[str, str | None]:
    """The nearest ancestor that is there. Mail can claim anything: what would close a circle is not believed."""
    parents: dict[str, str | None] = {}
    named_before: set[str] = set()
    for one in group:
        parents[one.key] = None
        for candidate in reversed(ancestors[one.key]):
            # Only what was named as a parent before its own turn can be above itself.
            if candidate in there and not (one.key in named_before and _leads_to(candidate, one.key, parents)):
                parents[one.key] = candidate
                named_before.add(candidate)
                break
    return parents


def _leads_to(start: str, goal: str, parents: Mapping[str, str | None]) -> bool:
    at: str | None = start
    while at is not None:
        if at == goal:
            return True
        at = parents.get(at)
    return False


def _in_order(group: list[Envelope], parents: Mapping[str, str | None]) -> list[Link]:
    """By date, but never an answer before what it answers, whatever the clocks said."""
    members = {one.key for one in group}
    answers: dict[str, list[Envelope]] = {}
    for one in group:
        answers.setdefault(parents[one.key] or "", []).append(one)
    ready = [(one.sent_at, one.key, one) for one in group if parents[one.key] not in members]
    heapq.heapify(ready)
    depth: dict[str, int] = {}
    ordered = []
    while ready:
        _at, key, one = heapq.heappop(ready)
        depth[key] = depth.get(parents[key] or "", -1) + 1
        ordered.append(Link(one, parents[key], depth[key]))
        for answer in answers.get(key, []):
            heapq.heappush(ready, (answer.sent_at, answer.key, answer))
    return ordered
