"""From scored documents to rows of results: the documents of one group make one row."""

from collections.abc import Iterable

from ..ranking import BEST_OF_A_ROW, ROWS_AT_MOST, SUPPORT
from .base import Question, Ranking, Row

Match = tuple[str, int, str, float]  # Kind, id and group of a document that matches, and how well: higher is better.


def collapse(matches: Iterable[Match], question: Question) -> Ranking:
    """Rows of the question's tab, best first, and the number of rows of every tab.

    `matches` come best first; equal scores keep their order. Written flat, since a common word has thousands."""
    tab_of = {kind: tab for tab, kinds in question.tabs.items() for kind in kinds}
    groups: dict[object, list] = {}
    for match in matches:
        kind, key, group, _ = match
        if (held := groups.get(group or (kind, key))) is not None:
            held.append(match)
        elif kind in tab_of:
            groups[group or (kind, key)] = [match]
    counts = dict.fromkeys(question.tabs, 0)
    for held in groups.values():
        counts[tab_of[held[0][0]]] += 1
    shown = [held for held in groups.values() if question.tab in {"", tab_of[held[0][0]]}]
    shown.sort(key=_worth, reverse=True)
    return Ranking([_row(held) for held in shown[:ROWS_AT_MOST]], counts)


def _worth(held: list[Match]) -> float:
    worth = held[0][3]
    for match in held[1:BEST_OF_A_ROW]:
        worth += SUPPORT * max(0.0, match[3])
    return worth


def _row(held: list[Match]) -> Row:
    return Row(tuple(match[:2] for match in held[:BEST_OF_A_ROW]), max(0, len(held) - BEST_OF_A_ROW))
