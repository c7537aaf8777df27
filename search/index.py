"""Keeping the index true to the database: a few documents at a time, a whole audience, or everything anew."""

import logging
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from communities.models import Reach

from .documents import Document, Key, Source, source_of, sources
from .engines import engines
from .engines.base import FIRST, Engine, Unavailable, Writer

logger = logging.getLogger(__name__)

BATCH = 500
# What the index notes about itself: where a rebuild stands ("thread 1200"), or of which kinds it holds everything.
PROGRESS = "progress"
# When it was last compared with the database, and how many documents were repaired ("2026-11-24T03:00:00+00:00 2").
VERIFIED = "verified"


def refresh(keys: Collection[Key], engine: Engine) -> None:
    """Make the documents of `keys` what the database says now: added, replaced or taken out."""
    for some in _batches(keys):
        _in_each(engine, lambda one, some=some: _refreshed(one, some))


def mend_some(keys: Collection[Key]) -> None:
    """The same in every index that can be reached; one that cannot hears of it by the outbox."""
    for engine in engines():
        try:
            refresh(keys, engine)
        except Unavailable:
            logger.info("An index could not be mended now.")


def restamp(audiences: Iterable[str], engine: Engine) -> None:
    """Give all documents of `audiences` the names that reach these now, in batches that keep nobody waiting."""
    for audience in audiences:
        _in_each(engine, lambda one, audience=audience: _restamped(one, audience))


def _in_each(engine: Engine, change: Callable[[Engine], None]) -> None:
    """Make a change in the index that is being built beside, where there is one, and then in the one that answers.

    In this order nothing is lost when the one takes the other's place meanwhile; and one that is begun after this
    looked for it reads the database after the change."""
    if (beside := engine.beside()) is not None:
        try:
            change(beside)
        except Unavailable:
            # One that has just taken its place is written to below.
            if engine.beside() is not None:
                raise
    change(engine)


def _refreshed(engine: Engine, keys: Sequence[Key]) -> None:
    with engine.writing() as writer:
        _write(writer, keys)


def _restamped(engine: Engine, audience: str) -> None:
    after: int | None = FIRST
    while after is not None:
        with engine.writing() as writer:
            names = names_of([audience]).get(audience, ())
            after = writer.restamp(audience, names, after, BATCH)


def names_of(audiences: Collection[str]) -> dict[str, list[str]]:
    """Who reaches each of `audiences`, in one query."""
    names: dict[str, list[str]] = {}
    for audience, name in Reach.objects.filter(audience__in=set(audiences)).values_list("audience", "name"):
        names.setdefault(audience, []).append(name)
    return names


def rebuild(kinds: Collection[str] = ()) -> int:
    """Write every document of every index again where it stands, of `kinds` or of all, and take out what is none any
    more. The number of documents.

    In key order: nothing is missing meanwhile and no write is lost, since each batch asks for its turn or its number
    before it reads the database. `rebuild.py` does the same beside the index that answers."""
    return max(_rebuilt(engine, kinds) for engine in engines())


def _rebuilt(engine: Engine, kinds: Collection[str]) -> int:
    written = 0
    for source in sources():
        if not kinds or source.kind in kinds:
            last: int | None = 0
            while last is not None:
                last, count = _advance(engine, source, last)
                written += count
    if not kinds:
        _note(engine, _complete())
    engine.tidy()
    return written


def is_complete(engine: Engine) -> bool:
    """False while the index is being built. Raises Unavailable."""
    return engine.noted(PROGRESS) == _complete()


def describe() -> str:
    """One sentence about each index, for whoever looks after the site. What it tells of mends itself."""
    return "; ".join(map(_described, engines()))


def _described(engine: Engine) -> str:
    try:
        if flaw := engine.flaw():
            return f"no sound index in {engine.name} ({flaw}): the relay makes one within seconds of a start"
        if not is_complete(engine):
            return f"the index in {engine.name} is being built by the relay, and stands at {standing(engine)}"
        at, _, repaired = engine.noted(VERIFIED).partition(" ")
    except Unavailable:
        return f"{engine.name} does not answer: the site searches in its database, and the index catches up by itself"
    compared = f"compared with the database {at[:16]}, {repaired} repaired" if at else "not compared yet"
    beside = engine.beside()
    other = f"; another beside it stands at {standing(beside)}: `reindex` goes on with it" if beside else ""
    return f"the index in {engine.name} holds everything ({compared}{other})"


def standing(engine: Engine) -> str:
    """How far the building of an index is, for people: "thread 1200"."""
    return engine.noted(PROGRESS).partition(":")[0] or "its beginning"


def mend(seconds: float = 1.0) -> None:
    """Renew an index that is missing, damaged or of another version, and go on building one that is not complete.

    A job of the clock: works for `seconds` at most, and the next call goes on where this one stopped."""
    for engine in engines():
        try:
            _mend(engine, seconds)
        except Unavailable:
            logger.warning("The search index cannot be reached.")


def _mend(engine: Engine, seconds: float) -> None:
    if not engine.is_sound():
        logger.warning("The search index is missing or damaged and is built anew.")
        engine.renew()
    done = engine.noted(PROGRESS)
    until = time.monotonic() + seconds
    while done != _complete() and time.monotonic() < until:
        done, _ = _next_step(engine, done)
        if done == _complete():
            engine.tidy()


def build_on(engine: Engine) -> Iterator[int]:
    """Go on building an index from where it stands to its end; after each batch, how many documents that wrote."""
    done = engine.noted(PROGRESS)
    while done != _complete():
        done, count = _next_step(engine, done)
        yield count
    engine.tidy()


def _complete() -> str:
    return "complete: " + ",".join(sorted(source.kind for source in sources()))


def _next_step(engine: Engine, done: str) -> tuple[str, int]:
    """One batch of a rebuild that stands at `done`; where it stands then, noted in the index as well, and how many
    documents it wrote."""
    kinds = [source.kind for source in sources()]
    kind, _, last = done.partition(" ")
    if kind not in kinds:
        kind, last = kinds[0], "0"
    after, count = _advance(engine, source_of(kind), int(last))
    following = [f"{name} 0" for name in kinds[kinds.index(kind) + 1 :]] + [_complete()]
    done = following[0] if after is None else f"{kind} {after}"
    _note(engine, done)
    return done, count


def _note(engine: Engine, done: str) -> None:
    with engine.writing() as writer:
        writer.note(PROGRESS, done)


def _advance(engine: Engine, source: Source, last: int) -> tuple[int | None, int]:
    """Write the next batch of `source` after the id `last`. Where to go on (None at the end), and how many it wrote."""
    with engine.writing(is_rebuild=True) as writer:
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
