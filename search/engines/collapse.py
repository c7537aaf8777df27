"""From scored documents to rows of results: the documents of one group make one row."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from time import time

from ..lang import marks
from ..ranking import BEST_OF_A_ROW, ROWS_AT_MOST, SUPPORT
from .base import Question, Ranking, Row
from .place import moment

# What stands for the facts of a document: their number where an engine counts them, or the facts themselves.
Profile = int | str
# Kind, id and group of a document that matches, how well (higher is better), its place, and its facts.
Match = tuple[str, int, str, float, int, Profile]
FactsOf = Callable[[Collection[Profile]], Mapping[Profile, Collection[str]]]

DAY = 86_400
WRITTEN = {"week": 7 * DAY, "month": 31 * DAY, "year": 366 * DAY}


def collapse(matches: Iterable[Match], question: Question, facts_of: FactsOf) -> Ranking:
    """Rows of the question's tab, best first, the rows of every tab counted, and those of the shown tab by their facts.

    `matches` come best first; equal scores keep their order. Written flat, since a common word has thousands."""
    tab_of = {kind: tab for tab, kinds in question.tabs.items() for kind in kinds}
    groups: dict[object, list] = {}
    is_apart = question.is_apart
    for match in matches:
        kind, key, group = match[:3]
        row = (kind, key) if is_apart or not group else group
        if (held := groups.get(row)) is not None:
            held.append(match)
        elif kind in tab_of:
            groups[row] = [match]
    counts = dict.fromkeys(question.tabs, 0)
    for held in groups.values():
        counts[tab_of[held[0][0]]] += 1
    shown = [held for held in groups.values() if question.tab in {"", tab_of[held[0][0]]}]
    shown.sort(key=_NEWEST.get(question.sought.sort, _worth), reverse=question.sought.sort != "old")
    facets = _facets(shown, facts_of) if question.has_facets else {}
    return Ranking([_row(held) for held in shown[:ROWS_AT_MOST]], counts, facets)


def own_facts(profiles: Collection[Profile]) -> Mapping[Profile, Collection[str]]:
    """The facts where each match carries its own with it."""
    return {profile: str(profile).split() for profile in profiles}


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


def _facets(rows: Iterable[list[Match]], facts_of: FactsOf) -> dict[str, dict[str, int]]:
    """How many rows have each fact: a row has what any of its documents has.

    Most rows have one profile, and those of the same profile are counted together."""
    alone: Counter[Profile] = Counter()
    several: list[set[Profile]] = []
    newest = []
    for held in rows:
        if len(held) == 1:
            alone[held[0][5]] += 1
            newest.append(moment(held[0][4]))
        else:
            several.append({match[5] for match in held})
            newest.append(max([moment(match[4]) for match in held]))
    facts = facts_of(alone.keys() | set().union(*several))
    times_of: defaultdict[str, int] = defaultdict(int)
    for profile, times in alone.items():
        for fact in facts[profile]:
            times_of[fact] += times
    for profiles in several:
        for fact in set().union(*[facts[profile] for profile in profiles]):
            times_of[fact] += 1
    return {"written": _written(newest), **_by_name(times_of)}


def _written(newest: Sequence[int]) -> dict[str, int]:
    now = time()
    return {name: sum([now - at <= longest for at in newest]) for name, longest in WRITTEN.items()}


def _by_name(times_of: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """The facts sorted by what they tell, the commonest first."""
    counted: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for mark, times in sorted(times_of.items(), key=itemgetter(1), reverse=True):
        name, value = marks.fact_of(mark)
        counted[name][value] = times
    return counted
