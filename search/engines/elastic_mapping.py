"""How Elasticsearch keeps a document: fields, and how text becomes words."""

from typing import Any

VERSION = 1

# Words are runs of letters and digits, as in the other engines: codes, addresses and file names are found in parts.
_TOKENIZER = {"type": "pattern", "pattern": r"[^\p{L}\p{N}]+"}
_FOLDED = ["lowercase", "asciifolding"]

SETTINGS: dict[str, Any] = {
    "number_of_shards": 1,
    "auto_expand_replicas": "0-1",
    "refresh_interval": "1s",
    # Removed documents stay as signs of their removal, and versions of them must not be forgotten either.
    "gc_deletes": "1h",
    "analysis": {
        "tokenizer": {"runs": _TOKENIZER},
        "filter": {"stems": {"type": "stemmer", "language": "english"}},
        "analyzer": {
            "stemmed": {"type": "custom", "tokenizer": "runs", "filter": [*_FOLDED, "stems"]},
            "exact": {"type": "custom", "tokenizer": "runs", "filter": _FOLDED},
        },
    },
}

_TEXT = {"type": "text", "analyzer": "stemmed", "fields": {"exact": {"type": "text", "analyzer": "exact"}}}
_UNSEARCHED = {"type": "keyword", "index": False, "doc_values": False}

MAPPINGS: dict[str, Any] = {
    "dynamic": "strict",
    "_meta": {"version": VERSION},
    "properties": {
        "kind": {"type": "keyword"},
        "key": {"type": "long"},
        "order": {"type": "long"},
        "group": {"type": "keyword"},
        "row": {"type": "keyword", "eager_global_ordinals": True},
        "audience": {"type": "keyword"},
        "place": {"type": "long"},
        "at": {"type": "date"},
        "title": {**_TEXT, "index_options": "offsets"},
        "body": {**_TEXT, "index_options": "offsets"},
        "facts": {"type": "keyword"},
        "counted": {"type": "keyword", "eager_global_ordinals": True},
        "profile": {"type": "keyword", "index": False},
        "readers": {"type": "keyword"},
        "kept": _UNSEARCHED,
        "gone": {"type": "boolean"},
    },
}
