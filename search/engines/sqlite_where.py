"""What a row of the SQLite index must be beside its words: conditions in SQL. Values are bound, numbers are written."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from ..lang.dates import Span
from .base import Question
from .place import places_of
from .sqlite_writer import LOW_BITS

_MASK = (1 << LOW_BITS) - 1
_AMONG = "own.grp IN (SELECT value FROM json_each(?))"
_APART = "own.grp NOT IN (SELECT value FROM json_each(?))"
_OF_AUDIENCES = "own.audience IN (SELECT value FROM json_each(?))"
_FOUND = "SELECT words.rowid AS id FROM {source} WHERE {condition} ORDER BY words.rowid {order} LIMIT ?"


def found(expression: str, question: Question, withdrawn: Collection[int], limit: int) -> tuple[str, list[Any]]:
    """SQL for the ids of the first `limit` that match `expression` and whatever else the question asks."""
    conditions, parameters = ["words MATCH ?"], [expression]
    for condition, value in _bound(question):
        conditions.append(condition)
        parameters.append(value)
    conditions += map(_written, question.sought.spans)
    conditions += (f"NOT {_written(span)}" for span in question.sought.apart)
    if withdrawn:
        conditions.append(f"words.rowid NOT IN ({','.join(map(str, withdrawn))})")
    joins = any(condition.startswith("own.") for condition in conditions)
    source = "words CROSS JOIN entry AS own ON own.id = words.rowid" if joins else "words"
    order = "DESC" if question.sought.sort == "old" else ""
    return _FOUND.format(source=source, condition=" AND ".join(conditions), order=order), [*parameters, limit]


def _bound(question: Question) -> Iterator[tuple[str, str]]:
    """Conditions with one value each."""
    scope, sought = question.scope, question.sought
    if scope.audiences is not None:
        yield _OF_AUDIENCES, json.dumps(sorted(scope.audiences))
    if sought.groups is not None:
        yield _AMONG, json.dumps(sorted(sought.groups))
    if sought.groups_apart:
        yield _APART, json.dumps(sorted(sought.groups_apart))
    for phrase, is_title, is_excluded in sought.phrases:
        texts = "words.title" if is_title else "words.title, words.body"
        yield f"{'NOT ' if is_excluded else ''}has_phrase(?, {texts})", phrase.text


def _written(span: Span) -> str:
    bounds = ((first << LOW_BITS, last << LOW_BITS | _MASK) for first, last in places_of(span))
    return "(" + " OR ".join(f"words.rowid BETWEEN {first} AND {last}" for first, last in bounds) + ")"
