"""Keeping the index true to the database: a few documents at a time, a whole audience, or everything anew."""

import logging
import time
from collections.abc import Collection, Iterable, Sequence

from communities.models import Reach

from .documents import Document, Key, Source, source_of, sources
from .engines import engine
from .engines.base import FIRST, Writer

logger = logging.getLogger(__name__)

BATCH = 500
# What the index notes about itself: where a rebuild stands ("thread 1200"), or of which kinds it holds everything.
PROGRESS = "progress"


def refresh(keys: Collection[Key]) -> None:
    """Make the documents of `keys` what the database says now: added, replaced or taken out."""
    for some in _batches(keys):
        with engine().writing() as writer:
            _write(writer, some)


def restamp(audiences: Iterable[str]) -> None:
    """Give all documents of `audiences` the names that reach these now, in batches that keep nobody waiting."""
    for audience in audiences:
        after: int | None = FIRST
        while after is not None:
            with engine().writing() as writer:
                names = names_of([audience]).get(audience, ())
                after = writer.restamp(audience, names, after, BATCH)


def names_of(audiences: Collection[str]) -> dict[str, list[str]]:
    """Who reaches each of `audiences`, in one query."""
    names: dict[str, list[str]] = {}
    for audience, name in Reach.objects.filter(audience__in=set(audiences)).values_list("audience", "name"):
        names.setdefault(audience, []).append(name)
    return names


def rebuild(kinds: Collection[str] = ()) -> int:
    """Write every document again, of `kinds` or of all, and take out what is none any more. The number written.

    It works in the index that answers, in key order: nothing is missing meanwhile and no write is lost, since each
    batch locks the index before it reads the database."""
    written = 0
    for source in sources():
        if not kinds or source.kind in kinds:
            last: int | None = 0
            while last is not None:
                last, count = _advance(source, last)
                written += count
    if not kinds:
        with engine().writing() as writer:
            writer.note(PROGRESS, _complete())
        engine().tidy()
    return written


def is_complete() -> bool:
    """False while the index is being built. Raises Unavailable."""
    return engine().noted(PROGRESS) == _complete()


def describe() -> str:
    """One sentence about the index, for whoever looks after the site. What it tells of mends itself."""
    if not engine().is_sound():
        return f"no sound index in {engine().name}: the relay makes one within seconds of a start"
    if not is_complete():
        return f"the index in {engine().name} is being built by the relay"
    return f"the index in {engine().name} holds everything"


def mend(seconds: float = 1.0) -> None:
    """Renew an index that is missing, damaged or of another version, and go on building one that is not complete.

    A job of the clock: works for `seconds` at most, and the next call goes on where this one stopped."""
    if not engine().is_sound():
        logger.warning("The search index is missing or damaged and is built anew.")
        engine().renew()
    done = engine().noted(PROGRESS)
    until = time.monotonic() + seconds
    while done != _complete() and time.monotonic() < until:
        done = _next_step(done)


def _complete() -> str:
    return "complete: " + ",".join(sorted(source.kind for source in sources()))


def _next_step(done: str) -> str:
    """One batch of a rebuild that stands at `done`; where it stands then, noted in the index as well."""
    kinds = [source.kind for source in sources()]
    kind, _, last = done.partition(" ")
    if kind not in kinds:
        kind, last = kinds[0], "0"
    after, _ = _advance(source_of(kind), int(last))
    following = [f"{name} 0" for name in kinds[kinds.index(kind) + 1 :]] + [_complete()]
    done = following[0] if after is None else f"{kind} {after}"
    with engine().writing() as writer:
        writer.note(PROGRESS, done)
    return done


def _advance(source: Source, last: int) -> tuple[int | None, int]:
    """Write the next batch of `source` after the id `last`. Where to go on (None at the end), and how many it wrote."""
    with engine().writing() as writer:
        ids = set(source.ids_after(last, BATCH)) | set(writer.keys_of(source.kind, last, BATCH))
        some = sorted(ids)[:BATCH]
        count = _write(writer, [(source.kind, key) for key in some])
    return (some[-1] if len(some) == BATCH else None), count


def _write(writer: Writer, keys: Sequence[Key]) -> int:
    documents = list(_documents(keys))
    writer.put(documents, names_of([document.audience for document in documents]))
    writer.remove(set(keys) - {document.key for document in documents})
    return len(documents)


def _documents(keys: Iterable[Key]) -> Iterable[Document]:
    ids: dict[str, list[int]] = {}
    for kind, key in keys:
        ids.setdefault(kind, []).append(key)
    for kind, wanted in ids.items():
        if (known := source_of(kind)) is not None:
            yield from known.rows(wanted)


def _batches(keys: Collection[Key]) -> Iterable[Sequence[Key]]:
    ordered = sorted(keys)
    return (ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH))
