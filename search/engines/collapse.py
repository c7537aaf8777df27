"""From scored documents to rows of results: the documents of one group make one row."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from time import time

from ..lang import marks
from ..ranking import BEST_OF_A_ROW, ROWS_AT_MOST, SUPPORT
from .base import Question, Ranking, Row
from .place import moment

# Kind, id and group of a document that matches, how well (higher is better), its place, and its facts or their number.
Match = tuple[str, int, str, float, int, str | int]

DAY = 86_400
WRITTEN = {"week": 7 * DAY, "month": 31 * DAY, "year": 366 * DAY}


def collapse(
    matches: Iterable[Match], question: Question, facts_of: Callable[[Iterable[str | int]], Mapping[str | int, str]]
) -> Ranking:
    """Rows of the question's tab, best first, the rows of every tab counted, and those of the shown tab by their facts.

    `matches` come best first; equal scores keep their order. Written flat, since a common word has thousands."""
    tab_of = {kind: tab for tab, kinds in question.tabs.items() for kind in kinds}
    groups: dict[object, list] = {}
    for match in matches:
        kind, key, group = match[:3]
        if (held := groups.get(group or (kind, key))) is not None:
            held.append(match)
        elif kind in tab_of:
            groups[group or (kind, key)] = [match]
    counts = dict.fromkeys(question.tabs, 0)
    for held in groups.values():
        counts[tab_of[held[0][0]]] += 1
    shown = [held for held in groups.values() if question.tab in {"", tab_of[held[0][0]]}]
    shown.sort(key=_NEWEST.get(question.sought.sort, _worth), reverse=question.sought.sort != "old")
    facets = _facets(shown, facts_of) if question.has_facets else {}
    return Ranking([_row(held) for held in shown[:ROWS_AT_MOST]], counts, facets)


def _worth(held: list[Match]) -> float:
    worth = held[0][3]
    for match in held[1:BEST_OF_A_ROW]:
        worth += SUPPORT * max(0.0, match[3])
    return worth


_NEWEST: dict[str, Callable[[list[Match]], float]] = {
    "new": lambda held: max(moment(match[4]) for match in held),
    "old": lambda held: min(moment(match[4]) for match in held),
}


def _row(held: list[Match]) -> Row:
    return Row(tuple(match[:2] for match in held[:BEST_OF_A_ROW]), max(0, len(held) - BEST_OF_A_ROW))


def _facets(
    rows: Iterable[list[Match]], facts_of: Callable[[Iterable[str | int]], Mapping[str | int, str]]
) -> dict[str, dict[str, int]]:
    """How many rows have each fact: a row has what any of its documents has."""
    profiles: Counter[frozenset[str | int]] = Counter()
    written: Counter[str] = Counter()
    now = time()
    for held in rows:
        profiles[frozenset([match[5] for match in held])] += 1
        age = now - max([moment(match[4]) for match in held])
        for name, longest in WRITTEN.items():
            if age <= longest:
                written[name] += 1
    texts = facts_of({one for profile in profiles for one in profile})
    times_of: dict[tuple[str, str], int] = {}
    for profile, times in profiles.items():
        held = [_facts(texts.get(one, "")) for one in profile]
        for fact in held[0] if len(held) == 1 else held[0].union(*held[1:]):
            times_of[fact] = times_of.get(fact, 0) + times
    counted: dict[str, Counter[str]] = {"written": written}
    for (name, value), times in times_of.items():
        counted.setdefault(name, Counter())[value] = times
    return {name: dict(values.most_common()) for name, values in counted.items()}


@lru_cache(maxsize=20_000)
def _facts(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(map(marks.fact_of, text.split()))
