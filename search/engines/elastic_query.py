"""How a question is written for Elasticsearch: one request for hits, counts and facets, all within the scope."""

from collections.abc import Collection, Iterable
from typing import Any

from ..documents import Key
from ..lang import AllOf, AnyOf, Held, Leaf, Node, Not, Phrase, Title, Word
from ..lang.dates import Span
from ..lang.sought import Sought
from ..ranking import DRAFT_WORDS, FAINT, TITLE_WEIGHT
from . import exact
from .base import END, START, Question
from .collapse import WRITTEN
from .steps import telling

HITS = 400  # Documents that become rows; what lies behind them is only counted.
COUNTED_TO = 10_000
FRAGMENT = 220  # Letters.
VALUES = 200  # Facts that are counted.
_NOWHERE = {"match_none": {}}
_FIELDS = ["kind", "key", "row", "place", "profile"]

Clause = dict[str, Any]


def key_text(key: Key) -> str:
    """The id of a document."""
    return f"{key[0]}:{key[1]}"


def body_of(question: Question) -> dict[str, Any]:
    """The whole request."""
    sort = {"new": [{"at": "desc"}], "old": [{"at": "asc"}]}.get(question.sought.sort)
    asked: dict[str, Any] = {
        "query": within(question),
        "size": HITS,
        "track_total_hits": COUNTED_TO,
        "track_scores": True,
        "sort": sort or ["_score", {"place": "asc"}],
        "source": False,
        "docvalue_fields": _FIELDS,
        "aggs": _counts(question),
        "timeout": "1500ms",
    }
    if question.tab:
        # Who may see what stands in the query; this only chooses the tab after all tabs were counted.
        asked["post_filter"] = {"terms": {"kind": sorted(question.kinds)}}
    return asked


def highlighted(sought: Sought, keys: Collection[Key]) -> dict[str, Any]:
    """The request for title and best fragment of some documents."""
    marked = [*telling(sought), *sought.kindred]
    leaves = [_leaf(leaf.of if isinstance(leaf, Title) else leaf, is_marking=True) for leaf in marked]
    return {
        "query": {"ids": {"values": list(map(key_text, keys))}},
        "size": len(keys),
        "source_includes": ["kind", "key", "title"],
        "highlight": {
            "type": "unified",
            "pre_tags": [START],
            "post_tags": [END],
            "require_field_match": False,
            "highlight_query": {"bool": {"should": leaves}},
            "fields": {
                "title": {"number_of_fragments": 0},
                "body": {"number_of_fragments": 1, "fragment_size": FRAGMENT, "no_match_size": FRAGMENT},
            },
        },
    }


def within(question: Question) -> Clause:
    """What finds and orders, narrowed to the scope: nothing outside of it is scored, counted or marked."""
    sought = question.sought
    required = [_node(node) for node in sought.must]
    words = [leaf for leaf in telling(sought) if leaf in sought.words]
    leaves = [_draft(sought)] if sought.is_draft else [_with_kin(leaf, sought) for leaf in words]
    has_text = bool(sought.required)
    return {
        "bool": {
            "must": required,
            "should": leaves,
            "minimum_should_match": 1 if leaves and not has_text else 0,
            "filter": [*_scope(question), *map(_written, sought.spans)],
            "must_not": [*map(_node, sought.must_not), *map(_written, sought.apart), *_withdrawn(question)],
        }
    }


def _scope(question: Question) -> list[Clause]:
    scope, sought = question.scope, question.sought
    clauses: list[Clause] = [{"term": {"gone": False}}]
    kinds = frozenset().union(*question.tabs.values())
    clauses.append({"terms": {"kind": sorted(kinds)}})
    if scope.audiences is None:
        clauses.append({"terms": {"readers": sorted(scope.names)}})
    else:
        clauses.append({"terms": {"audience": sorted(scope.audiences)}})
    if sought.groups is not None:
        clauses.append({"terms": {"group": sorted(sought.groups)}})
    return clauses


def _withdrawn(question: Question) -> list[Clause]:
    scope, sought = question.scope, question.sought
    clauses: list[Clause] = []
    if scope.withdrawn_audiences:
        clauses.append({"terms": {"audience": sorted(scope.withdrawn_audiences)}})
    if scope.withdrawn:
        clauses.append({"ids": {"values": sorted(map(key_text, scope.withdrawn))}})
    if sought.groups_apart:
        clauses.append({"terms": {"group": sorted(sought.groups_apart)}})
    return clauses


def _written(span: Span) -> Clause:
    return {"range": {"at": {"gte": span.start.isoformat(), "lt": span.end.isoformat()}}}


def _node(node: Node) -> Clause:
    if isinstance(node, Held):
        return _held(node)
    if isinstance(node, Not):
        return {"bool": {"must_not": [_node(node.of)]}}
    if isinstance(node, AnyOf):
        return {"bool": {"should": list(map(_node, node.nodes)), "minimum_should_match": 1}}
    if isinstance(node, AllOf):
        return {"bool": {"must": list(map(_node, node.nodes))}}
    return _leaf(node)


def _held(node: Held) -> Clause:
    if not node.marks:
        return _NOWHERE
    bears: Clause = {"terms": {"facts": sorted(node.marks)}}
    if node.is_begun:
        begun = [{"prefix": {"facts": mark}} for mark in sorted(node.marks)]
        bears = {"bool": {"should": begun, "minimum_should_match": 1}}
    return {"constant_score": {"filter": bears, "boost": 0}}


def _with_kin(leaf: Leaf, sought: Sought) -> Clause:
    """A word, or any of what stands for it; each counts by itself, as in the other engines."""
    kin = [
        {"bool": {"must": [_leaf(one.word)], "boost": FAINT if one.is_faint else 1.0}} for one in sought.kin_of(leaf)
    ]
    return {"bool": {"should": [_leaf(leaf), *kin], "minimum_should_match": 1}} if kin else _leaf(leaf)


def _leaf(leaf: Leaf, is_marking: bool = False) -> Clause:
    """A word or phrase in title and text. Scores come from both as if they were one text in which the title stands
    TITLE_WEIGHT times, as in the other engines."""
    if isinstance(leaf, Title):
        return _in(leaf.of, ["title"], is_marking)
    return _in(leaf, [f"title^{TITLE_WEIGHT:g}", "body"], is_marking)


def _in(leaf: Word | Phrase, fields: list[str], is_marking: bool) -> Clause:
    if isinstance(leaf, Phrase):
        exactly = fields if is_marking else [_exact(field) for field in fields]
        return {"multi_match": {"query": leaf.text, "type": "phrase", "fields": exactly}}
    if leaf.is_prefix:
        exactly = [_exact(field) for field in fields]
        return {"multi_match": {"query": leaf.text, "type": "phrase_prefix", "fields": exactly, "max_expansions": 50}}
    if len(exact.plain(leaf.text).split()) == 1 and not is_marking:
        return {"combined_fields": {"query": leaf.text, "fields": fields}}
    return {"multi_match": {"query": leaf.text, "type": "phrase", "fields": fields}}


def _draft(sought: Sought) -> Clause:
    """The rarest words of a long text, chosen by the server."""
    like = " ".join(str(word) for word in telling(sought))
    rarest = {"min_term_freq": 1, "min_doc_freq": 1, "max_query_terms": DRAFT_WORDS, "minimum_should_match": 1}
    return {"more_like_this": {"fields": ["title", "body"], "like": like, **rarest}}


def _exact(field: str) -> str:
    name, sign, weight = field.partition("^")
    return f"{name}.exact{sign}{weight}"


def _counts(question: Question) -> Clause:
    rows = {"rows": {"cardinality": {"field": "row", "precision_threshold": COUNTED_TO}}}
    tabs: Iterable[tuple[str, Clause]] = (
        (tab, {"terms": {"kind": sorted(kinds)}}) for tab, kinds in sorted(question.tabs.items())
    )
    few = {"rows": {"cardinality": {"field": "row", "precision_threshold": 500}}}
    counts: Clause = {"tabs": {"filters": {"filters": dict(tabs)}, "aggs": rows}}
    if question.has_facets:
        written = [{"key": name, "from": f"now-{longest}s"} for name, longest in WRITTEN.items()]
        counts["shown"] = {
            "filter": {"terms": {"kind": sorted(question.kinds)}},
            "aggs": {
                "facts": {"terms": {"field": "counted", "size": VALUES}, "aggs": few},
                "written": {"date_range": {"field": "at", "ranges": written}, "aggs": rows},
            },
        }
    return counts
