"""The two gates of search. The first puts the viewer's names into the question before anything is found, counted or
marked; the second asks the database again for what is about to be shown. No other module builds a `Scope`."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from django.db import connection
from django.db.models import Model

from communities.models import Delivery, Reach
from communities.prepared import Prepared
from communities.viewer import Viewer, holding

from .documents import Document, Key, Source, source_of, sources
from .engines.base import Engine, Scope
from .ranking import NAMES_IN_A_QUERY

_REACH = "reach.changed"
# So many withdrawals are looked at; with more waiting than this the index is far behind, and says so.
WAITING_AT_MOST = 500


def scope_of(viewer: Viewer, sink: str) -> Scope:
    """What answers to `viewer` may be made of, as of now, from the index that hears by `sink`.

    What was withdrawn from somebody and is still to be taken out of the index is left out of it for everybody."""
    audiences = None
    if len(viewer.names) > NAMES_IN_A_QUERY:
        reached = Reach.objects.filter(name__in=viewer.names).values_list("audience", flat=True)
        audiences = frozenset(reached)
    withdrawn_audiences, withdrawn = _waiting_withdrawals(sink)
    return Scope(viewer.names, audiences, withdrawn_audiences, withdrawn)


def is_far_behind(sink: str) -> bool:
    """Whether more waits for the index of `sink` than can be left out of an answer one by one."""
    return Delivery.objects.filter(sink=sink)[WAITING_AT_MOST : WAITING_AT_MOST + 1].exists()


def within(engine: Engine, scope: Scope, keys: Collection[Key]) -> Mapping[Key, Document]:
    """The first gate for documents that are named and not found: those of `keys` within `scope`, as the index has them.
    Raises Unavailable."""
    if not keys:
        return {}
    documents, readers = engine.documents(keys), engine.readers(keys)
    return {key: document for key, document in documents.items() if _is_within(scope, document, readers[key])}


def _is_within(scope: Scope, document: Document, readers: frozenset[str]) -> bool:
    if document.key in scope.withdrawn or document.audience in scope.withdrawn_audiences:
        return False
    return bool(readers & scope.names) if scope.audiences is None else document.audience in scope.audiences


def let_through(viewer: Viewer, keys: Iterable[Key]) -> Mapping[Key, Model]:
    """The things behind `keys` that `viewer` may see now, in one query for each kind."""
    ids: dict[str, list[int]] = {}
    for kind, key in keys:
        ids.setdefault(kind, []).append(key)
    return {(kind, thing.pk): thing for kind, wanted in ids.items() for thing in _visible(viewer, kind, wanted)}


def _visible(viewer: Viewer, kind: str, ids: Sequence[int]) -> Iterable[Model]:
    known = source_of(kind)
    if known is None:
        return ()
    if known.goes_by_names:
        return _prepared(known)(names=viewer.sorted_names, ids=tuple(ids))
    return known.visible_to(viewer).filter(pk__in=ids)


@cache
def _prepared(source: Source) -> Prepared[Model]:
    return Prepared(lambda names, ids: source.visible_to(holding(names)).filter(pk__in=ids))


def _waiting_withdrawals(sink: str) -> tuple[frozenset[str], frozenset[Key]]:
    """The audiences and documents that somebody may have lost, of which the index has not heard yet."""
    # Most of the time nothing waits at all, which is known in a fiftieth of the time.
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM communities_delivery WHERE sink = %s LIMIT 1", [sink])
        if cursor.fetchone() is None:
            return frozenset(), frozenset()
    kinds = frozenset().union(*(source.withdrawals for source in sources())) | {_REACH}
    waiting = (
        Delivery.objects.filter(sink=sink, activity__kind__in=kinds)
        .select_related("activity")
        .order_by("-id")[:WAITING_AT_MOST]
    )
    audiences: set[str] = set()
    withdrawn: set[Key] = set()
    for delivery in waiting:
        activity = delivery.activity
        if activity.kind == _REACH:
            audiences.update(activity.payload.get("audiences", ()))
        for source in sources():
            if activity.kind in source.withdrawals:
                withdrawn.update((source.kind, key) for key in source.touched(activity))
    return frozenset(audiences), frozenset(withdrawn)
