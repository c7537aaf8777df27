"""Whether the index and the database agree: what is missing, stale, or left after a delete, and its repair."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.timezone import now

from . import index
from .documents import Document, Key, Source, source_of, sources
from .engines import engines
from .engines.base import Engine, Unavailable
from .lang import marks

# What an index notes about its nightly comparison: where it stands and what it found so far.
PLACE, FOUND = "verifying", index.VERIFIED
EVERY = timedelta(days=1)
MISSING, STALE, LEFT = "missing", "stale", "left after delete"


@dataclass(frozen=True, slots=True)
class Drift:
    """Documents of one kind in one index that are not what the database says."""

    engine: str
    kind: str
    looked_at: int
    keys: dict[str, list[Key]]

    @property
    def all_keys(self) -> list[Key]:
        return [key for keys in self.keys.values() for key in keys]


def compare(engine: Engine, kind: str) -> Iterator[Drift]:
    """Go through all of `kind`, a batch at a time. Raises Unavailable."""
    last: int | None = 0
    while last is not None:
        last, drift = _step(engine, source_of(kind), last)
        yield drift


def repair(engine: Engine, drift: Drift) -> None:
    """Make those documents what the database says now."""
    index.refresh(drift.all_keys, engine)


def _step(engine: Engine, source: Source, last: int) -> tuple[int | None, Drift]:
    with engine.writing() as writer:
        ids = set(source.ids_after(last, index.BATCH)) | set(writer.keys_of(source.kind, last, index.BATCH))
    some = sorted(ids)[: index.BATCH]
    drift = Drift(engine.name, source.kind, len(some), compared(engine, source, some))
    return (some[-1] if len(some) == index.BATCH else None), drift


def compared(engine: Engine, source: Source, ids: Sequence[int]) -> dict[str, list[Key]]:
    """Those of `ids` whose documents are not what the database says, by what is wrong with them."""
    keys = [(source.kind, pk) for pk in ids]
    held, readers = engine.documents(keys), engine.readers(keys)
    wanted = {document.key: document for document in source.rows(ids)}
    names = index.names_of([document.audience for document in wanted.values()])
    found: dict[str, list[Key]] = {MISSING: [], STALE: [], LEFT: []}
    for key in keys:
        if key in wanted and key not in held:
            found[MISSING].append(key)
        elif key in held and key not in wanted:
            found[LEFT].append(key)
        elif key in wanted:
            document = wanted[key]
            own = set(document.own_names(names.get(document.audience, ())))
            if _plain(document) != _plain(held[key]) or readers.get(key, frozenset()) != own:
                found[STALE].append(key)
    return found


def _plain(document: Document) -> Document:
    return replace(document, title=marks.clean(document.title), body=marks.clean(document.body), names=None)


def verify_some(seconds: float = 0.5) -> None:
    """Compare and repair for a moment; once around each index a day. A job of the clock."""
    for engine in engines():
        try:
            until = time.monotonic() + seconds
            while _is_due(engine) and time.monotonic() < until:
                _go_on(engine)
        except Unavailable:
            continue


def _is_due(engine: Engine) -> bool:
    if engine.noted(PLACE):
        return True
    at = engine.noted(FOUND).partition(" ")[0]
    return index.is_complete(engine) and (not at or now() - datetime.fromisoformat(at) >= EVERY)


def _go_on(engine: Engine) -> None:
    """One batch; the note says the kind, the last id and the number of drifted documents."""
    kinds = [source.kind for source in sources()]
    kind, last, drifted = ([*engine.noted(PLACE).split(), "", "", ""])[:3]
    if kind not in kinds:
        kind, last, drifted = kinds[0], "0", "0"
    after, drift = _step(engine, source_of(kind), int(last))
    repair(engine, drift)
    count = int(drifted) + len(drift.all_keys)
    following = kinds[kinds.index(kind) + 1 :]
    place = f"{kind} {after} {count}" if after is not None else f"{following[0]} 0 {count}" if following else ""
    with engine.writing() as writer:
        writer.note(PLACE, place)
        if not place:
            writer.note(FOUND, f"{now().isoformat()} {count}")


def summary(drifts: Sequence[Drift]) -> Counter[str]:
    """The numbers of all `drifts` together."""
    return Counter({what: sum(len(drift.keys[what]) for drift in drifts) for what in (MISSING, STALE, LEFT)})
