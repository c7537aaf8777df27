"""How good the answers are: nDCG@10 of an engine on judged sets, by the settings that every site has."""

import gzip
import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from search.documents import Document
from search.engines.base import Engine, Question, Scope
from search.lang import parse
from search.lang.sought import plain
from search.repair import loosened, repaired

SETS = ("vaswani", "xquad_en", "xquad_es", "xquad_en_typo")
TABS = {"papers": frozenset({"paper"})}
SCOPE = Scope(frozenset({"staff"}))
AT = datetime(2026, 1, 1, tzinfo=UTC)
Judged = dict[str, dict[str, int]]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a packed file of JSON."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def fill(engine: Engine, root: Path, name: str) -> dict[int, str]:
    """Make an index of the documents of a set alone; the set's own ids by ours."""
    documents_of = json.loads((root / name / "meta.json").read_text()).get("docs_from", name)
    engine.renew()
    names = {}
    with engine.writing(is_rebuild=True) as writer:
        documents = []
        for number, row in enumerate(rows(root / documents_of / "docs.jsonl.gz"), 1):
            names[number] = row["id"]
            documents.append(Document("paper", number, "staff", row.get("title") or "", row["body"], "/", AT))
        writer.put(documents, {"staff": ["staff"]})
    engine.tidy()
    return names


def score(engine: Engine, root: Path, name: str) -> dict[str, float]:
    """nDCG@10 of a set, and the share of its questions that find nothing."""
    names = fill(engine, root, name)
    judged: Judged = {}
    for line in (root / name / "qrels.tsv").read_text().splitlines():
        query, document, grade = line.split("\t")
        judged.setdefault(query, {})[document] = int(grade)
    gains, empty = [], 0
    for query in rows(root / name / "queries.jsonl.gz"):
        if query["id"] not in judged:
            continue
        found = [names[key] for key in answer(engine, query["text"])]
        empty += not found
        gains.append(_ndcg([judged[query["id"]].get(one, 0) for one in found], judged[query["id"]]))
    return {"ndcg10": sum(gains) / len(gains), "empty": empty / len(gains), "queries": len(gains)}


def answer(engine: Engine, text: str) -> list[int]:
    """The first ten documents for a question, with misspelt words repaired as on the page."""
    sought = plain(parse(text))
    if mended := repaired(engine, sought, SCOPE, TABS):
        sought = mended.sought
    rows = engine.rank(Question(sought, SCOPE, TABS)).rows
    if not rows and (loose := loosened(sought)):
        rows = engine.rank(Question(loose, SCOPE, TABS)).rows
    return [row.keys[0][1] for row in rows[:10]]


def _ndcg(gains: list[int], grades: dict[str, int]) -> float:
    ideal = sorted(grades.values(), reverse=True)[:10]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: list[int]) -> float:
    return sum((2**gain - 1) / math.log2(rank + 2) for rank, gain in enumerate(gains))
