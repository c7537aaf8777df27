"""From the answer of Elasticsearch to rows, counts, facets and excerpts."""

from collections.abc import Mapping
from typing import Any

from ..lang import marks
from .base import END, Excerpt, Question, Ranking
from .collapse import Match, collapse, own_facts
from .elastic_query import COUNTED_TO, HITS


def ranking_of(answer: Any, question: Question) -> Ranking:
    """Few matches are counted as the other engines count them; of many the server's own counts are taken."""
    hits = answer["hits"]["hits"]
    ranking = collapse(map(_match, hits), question, own_facts)
    total = answer["hits"]["total"]
    counts = {tab: _rows(bucket) for tab, bucket in answer["aggregations"]["tabs"]["buckets"].items()}
    is_partial = total["relation"] != "eq"
    if not is_partial and total["value"] <= HITS and not question.tab:
        return ranking
    facets = _facets(answer["aggregations"]["shown"]) if question.has_facets else {}
    return Ranking(ranking.rows, counts, facets, is_partial)


def excerpt_of(hit: Mapping[str, Any]) -> Excerpt:
    """Title and fragment, marked where something matched."""
    marked = hit.get("highlight", {})
    text = marked.get("body", [""])[0]
    return Excerpt(marked.get("title", [hit["_source"]["title"]])[0], text if END in text else text[:220])


def _match(hit: Mapping[str, Any]) -> Match:
    fields = hit["fields"]
    kind, key, row = fields["kind"][0], fields["key"][0], fields["row"][0]
    return kind, key, row, hit["_score"] or 0.0, fields["place"][0], fields["profile"][0]


def _rows(bucket: Mapping[str, Any]) -> int:
    return min(bucket["rows"]["value"], COUNTED_TO)


def _facets(shown: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {
        "written": {bucket["key"]: _rows(bucket) for bucket in shown["written"]["buckets"]}
    }
    for bucket in shown["facts"]["buckets"]:
        name, value = marks.fact_of(bucket["key"])
        counted.setdefault(name, {})[value] = _rows(bucket)
    return counted
