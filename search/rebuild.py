"""A new index beside the one that answers: filled while people search and write, compared, and put in its place."""

import random
from collections.abc import Callable, Collection, Iterator

from . import index, verify
from .documents import Key, Source, sources
from .engines.base import Engine

SAMPLED = 20  # Of each batch of ids, so many documents are compared word by word.
ROUNDS = 3

Report = Callable[[str], None]


class Disagreement(Exception):  # noqa: N818 - a finding about the new index, which is kept for a look at it.
    """The new index is not what the database says, also after it was mended: the old one goes on answering."""


def anew(engine: Engine, report: Report) -> int:
    """Build the index of `engine` anew, or go on where a build was interrupted. How many documents this wrote.

    All writes go to both from the first moment, so nothing is lost; the old one answers until the new one agrees with
    the database. Raises Disagreement, and Unavailable when the index cannot be written."""
    beside = engine.beside()
    if beside is None:
        beside = engine.begin_beside()
    else:
        report(f"{engine.name}: goes on with an index that stands at {index.standing(beside)}")
    written = sum(index.build_on(beside))
    for source in sources():
        held, drifted = _looked_through(beside, source)
        _mend(beside, source, drifted)
        report(f"{engine.name}: {source.kind} agrees, {held} documents, {len(drifted)} mended")
    beside.tidy()
    engine.take_beside()
    return written


def _looked_through(engine: Engine, source: Source) -> tuple[int, list[Key]]:
    """How many documents of a kind an index holds, and which of them it should not, lacks, or has wrong in a sample."""
    held, drifted = 0, []
    for here, there in _ids(engine, source):
        held += len(here)
        drifted += [(source.kind, pk) for pk in here - there]
        drifted += [document.key for document in source.rows(there - here)] if there - here else []
        some = random.sample(sorted(here & there), min(SAMPLED, len(here & there)))
        drifted += _wrong(engine, source, some)
    return held, drifted


def _ids(engine: Engine, source: Source) -> Iterator[tuple[set[int], set[int]]]:
    """A batch of ids that the index has, and of those that may have a document by the database, side by side."""
    last: int | None = 0
    while last is not None:
        with engine.writing() as writer:
            here = set(writer.keys_of(source.kind, last, index.BATCH))
        there = set(source.ids_after(last, index.BATCH))
        some = set(sorted(here | there)[: index.BATCH])
        yield here & some, there & some
        last = max(some) if len(some) == index.BATCH else None


def _wrong(engine: Engine, source: Source, ids: Collection[int]) -> list[Key]:
    return [key for keys in verify.compared(engine, source, sorted(ids)).values() for key in keys]


def _mend(engine: Engine, source: Source, drifted: Collection[Key]) -> None:
    """What changed while it was looked at is written once more; what then still differs is a fault."""
    for _ in range(ROUNDS):
        if not drifted:
            return
        index.refresh(drifted, engine)
        engine.tidy()
        drifted = _wrong(engine, source, [pk for _, pk in drifted])
    if drifted:
        raise Disagreement(f"{engine.name}: {len(drifted)} documents of {source.kind} differ from the database")
