"""All changes of an index in Elasticsearch, gathered and sent in one request each.

Every change carries a version that was taken before the database was read. So of two writers that overlap, the one that
began later wins, whichever arrives last; an older document never replaces a newer one."""

import time
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection
from elasticsearch import Elasticsearch

from ..documents import Document, Key
from ..lang import marks
from .base import Unavailable
from .elastic_query import key_text
from .facts import write_facts
from .place import prominence

_CONFLICT = 409
_LOW_BITS = 40
MOST_AT_ONCE = 500


class ElasticWriter:
    """Puts documents in and takes them out. What was taken out stays as a sign of its removal, with its version."""

    def __init__(self, client: Elasticsearch, index: str, is_rebuild: bool) -> None:
        self.client, self.index, self.is_rebuild = client, index, is_rebuild
        self.version = _version()
        self._waiting: list[dict[str, Any]] = []

    def put(self, documents: Iterable[Document], names: Mapping[str, Collection[str]]) -> None:
        for document in documents:
            readers = document.own_names(names.get(document.audience, ()))
            self._add(key_text(document.key), _source(document, readers))

    def remove(self, keys: Iterable[Key]) -> None:
        for kind, key in keys:
            self._add(key_text((kind, key)), {"kind": kind, "key": key, "gone": True})

    def restamp(self, audience: str, names: Collection[str], after: int, limit: int) -> int | None:
        found = self.client.search(
            index=self.index,
            query={"bool": {"filter": [{"term": {"audience": audience}}, {"range": {"order": {"gt": after}}}]}},
            sort=[{"order": "asc"}],
            size=limit,
            source_includes=["order"],
        )["hits"]["hits"]
        if found:
            # Asked again by id: this sees what the search does not show yet.
            now = self.client.mget(index=self.index, ids=[hit["_id"] for hit in found])["docs"]
            for one in now:
                if one.get("found") and one["_source"].get("audience") == audience:
                    self._add(one["_id"], {**one["_source"], "readers": sorted(names)})
        return found[-1]["_source"]["order"] if len(found) == limit else None

    def keys_of(self, kind: str, after: int, limit: int) -> Sequence[int]:
        wanted = [{"term": {"kind": kind}}, {"term": {"gone": False}}, {"range": {"key": {"gt": after}}}]
        found = self.client.search(
            index=self.index,
            query={"bool": {"filter": wanted}},
            sort=[{"key": "asc"}],
            size=limit,
            source=False,
            docvalue_fields=["key"],
        )
        return [hit["fields"]["key"][0] for hit in found["hits"]["hits"]]

    def note(self, name: str, value: str) -> None:
        self._add(f"note:{name}", {"kind": "note", "gone": True, "kept": value})

    def flush(self) -> None:
        """Send what waits. It is seen at once, but for a rebuild, which shows what it wrote at its end."""
        while self._waiting:
            some, self._waiting = self._waiting[: MOST_AT_ONCE * 2], self._waiting[MOST_AT_ONCE * 2 :]
            # Without its alias an index is none of ours: the server would make one of that name, of no known shape.
            answer = self.client.bulk(operations=some, refresh=not self.is_rebuild, require_alias=True)
            if answer["errors"]:
                _complain(answer["items"])

    def _add(self, name: str, source: dict[str, Any]) -> None:
        about = {"_index": self.index, "_id": name, "version": self.version, "version_type": "external_gte"}
        self._waiting += ({"index": about}, source)


def _complain(items: Iterable[Mapping[str, Any]]) -> None:
    """A newer version that is there already is what is wanted; anything else is not."""
    failed = [item["index"] for item in items if item["index"]["status"] not in {200, 201, _CONFLICT}]
    if failed:
        raise Unavailable(f"{len(failed)} documents were refused: {failed[0].get('error')}")


def _version() -> int:
    """Microseconds by one clock for all writers: that of the database server, where there is one."""
    if connection.vendor != "postgresql":
        return time.time_ns() // 1_000
    with connection.cursor() as cursor:
        cursor.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
        return cursor.fetchone()[0]


def _source(document: Document, readers: Collection[str]) -> dict[str, Any]:
    counted = marks.counted(document)
    return {
        "kind": document.kind,
        "key": document.id,
        "order": (zlib.crc32(document.kind.encode()) & 0xFFFF) << _LOW_BITS | document.id,
        "group": document.group,
        "row": document.group or key_text(document.key),
        "audience": document.audience,
        "place": prominence(document),
        "at": document.at.isoformat(),
        "title": marks.clean(document.title),
        "body": marks.clean(document.body),
        "facts": marks.of_facts(document).split(),
        "counted": counted.split(),
        "profile": counted,
        "readers": sorted(readers),
        "kept": write_facts(document),
        "gone": False,
    }
