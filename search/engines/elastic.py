"""Search by Elasticsearch, for sites that have one: `ELASTICSEARCH_URL`."""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import ApiError, Elasticsearch, TransportError

from ..documents import Document, Key
from ..lang.sought import Sought
from .base import Excerpt, Question, Ranking, Unavailable
from .elastic_answer import excerpt_of, ranking_of
from .elastic_mapping import MAPPINGS, SETTINGS, VERSION
from .elastic_query import body_of, highlighted, key_text, within
from .elastic_writer import ElasticWriter
from .facts import read_facts

PATIENCE = 2.0  # Seconds that an answer may take.
WRITING_PATIENCE = 20.0
GRACE = 1.0  # Seconds for which an index that was replaced stays: somebody may be asking it.
RESTED = 5.0  # Seconds for which a server that did not answer is left alone.


class ElasticEngine:
    """The engine of sites with an Elasticsearch. One alias, behind it one index of this version."""

    name = "elasticsearch"
    sink = "elasticsearch"

    def __init__(self, url: str, alias: str, only_beside: bool = False) -> None:
        self.client = Elasticsearch(url, request_timeout=PATIENCE, max_retries=0, http_compress=False)
        self.alias = alias
        self._tired_until = 0.0
        self._is_there_until = 0.0
        self.only_beside = only_beside
        self._beside = None if only_beside else ElasticEngine(url, f"{alias}-next", only_beside=True)

    @contextmanager
    def writing(self, *, is_rebuild: bool = False) -> Iterator[ElasticWriter]:
        with self._asking(is_rested=True):
            if not self.only_beside and not self.is_sound():
                self.renew()
            patient = self.client.options(request_timeout=WRITING_PATIENCE)
            writer = ElasticWriter(patient, self.alias, is_rebuild)
            yield writer
            writer.flush()

    def rank(self, question: Question) -> Ranking:
        with self._asking():
            answer = self.client.search(index=self.alias, **body_of(question))
        return ranking_of(answer, question)

    def count(self, question: Question, limit: int) -> int:
        with self._asking():
            asked = {"query": within(question), "size": 0, "track_total_hits": limit}
            return min(self.client.search(index=self.alias, **asked)["hits"]["total"]["value"], limit)

    def words_like(self, word: str, edits: int) -> Collection[tuple[int, str]]:
        """None: sites with an Elasticsearch keep their words in the index of their database too."""
        return ()

    def documents(self, keys: Collection[Key]) -> Mapping[Key, Document]:
        if not keys:
            return {}
        with self._asking():
            answer = self.client.mget(index=self.alias, ids=list(map(key_text, keys)))
        sources = [found["_source"] for found in answer["docs"] if found.get("found")]
        return {(one["kind"], one["key"]): read_facts(*_kept(one)) for one in sources if not one["gone"]}

    def readers(self, keys: Collection[Key]) -> Mapping[Key, frozenset[str]]:
        if not keys:
            return {}
        with self._asking():
            answer = self.client.mget(index=self.alias, ids=list(map(key_text, keys)))
        sources = [found["_source"] for found in answer["docs"] if found.get("found")]
        return {(one["kind"], one["key"]): frozenset(one["readers"]) for one in sources if not one["gone"]}

    def excerpts(self, sought: Sought, keys: Collection[Key]) -> Mapping[Key, Excerpt]:
        if not keys or not sought.leaves:
            return {}
        with self._asking():
            answer = self.client.search(index=self.alias, **highlighted(sought, keys))
        return {(hit["_source"]["kind"], hit["_source"]["key"]): excerpt_of(hit) for hit in answer["hits"]["hits"]}

    def noted(self, name: str) -> str:
        with self._asking():
            found = self.client.options(ignore_status=404).get(index=self.alias, id=f"note:{name}")
        if found.meta.status == 404 and "error" in found:
            raise Unavailable("there is no index")
        return found["_source"]["kept"] if found.get("found") else ""

    def is_sound(self) -> bool:
        if time.monotonic() < self._is_there_until:
            return True
        sound = not self.flaw()
        # Others may take the index away, so this is believed for a moment only.
        self._is_there_until = time.monotonic() + RESTED if sound else 0.0
        return sound

    def flaw(self) -> str:
        with self._asking(is_rested=True):
            mappings = self.client.options(ignore_status=404).indices.get_mapping(index=self.alias)
        if mappings.meta.status != 200:
            return "there is none"
        versions = {one["mappings"].get("_meta", {}).get("version") for one in mappings.values()} - {VERSION}
        return f"it is of version {versions.pop()}, not {VERSION}" if versions else ""

    def beside(self) -> "ElasticEngine | None":
        # Asked each time: a writer must know whether there is one at this moment.
        return self._beside if self._beside and not self._beside.flaw() else None

    def begin_beside(self) -> "ElasticEngine":
        self._beside.renew()
        return self._beside

    def take_beside(self) -> None:
        with self._asking(is_rested=True):
            patient = self.client.options(request_timeout=WRITING_PATIENCE)
            (new,) = patient.indices.get_alias(name=self._beside.alias)
            self._name_alone(new, {"remove": {"index": new, "alias": self._beside.alias}}, grace=GRACE)

    def renew(self) -> None:
        with self._asking(is_rested=True):
            self.make(f"{self.alias}-{time.time_ns()}")

    def make(self, name: str) -> None:
        """Make an empty index of this version and let the alias name it alone."""
        patient = self.client.options(request_timeout=WRITING_PATIENCE)
        patient.indices.create(index=name, mappings=MAPPINGS, settings=SETTINGS)
        self._name_alone(name)

    def _name_alone(self, name: str, *others: dict[str, Any], grace: float = 0.0) -> None:
        """Let the alias name this index, with what else is to happen in this moment; its former ones go."""
        patient = self.client.options(request_timeout=WRITING_PATIENCE)
        held = patient.options(ignore_status=404).indices.get_alias(name=self.alias)
        former = [index for index in held if held.meta.status == 200]
        left = [{"remove": {"index": index, "alias": self.alias}} for index in former]
        patient.indices.update_aliases(actions=[*others, {"add": {"index": name, "alias": self.alias}}, *left])
        self._is_there_until = 0.0
        time.sleep(grace)
        for index in former:
            patient.options(ignore_status=404).indices.delete(index=index)

    def tidy(self) -> None:
        """Show what was written last, and let the server count its deleted documents out."""
        with self._asking(is_rested=True):
            self.client.options(request_timeout=WRITING_PATIENCE).indices.refresh(index=self.alias)

    @contextmanager
    def _asking(self, is_rested: bool = False) -> Iterator[None]:
        """A server that does not answer is left alone for a while, so that no page waits for it."""
        if not is_rested and time.monotonic() < self._tired_until:
            raise Unavailable("Elasticsearch did not answer a moment ago")
        try:
            yield
        except TransportError as error:
            self._tired_until = time.monotonic() + RESTED
            raise Unavailable(str(error)) from error
        except ApiError as error:
            raise Unavailable(str(error)) from error


def _kept(source: Mapping[str, Any]) -> Sequence[Any]:
    return [source[name] for name in ("kind", "key", "group", "audience", "title", "body", "kept")]
