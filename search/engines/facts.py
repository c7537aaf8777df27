"""What an index keeps of a document beside its text, as JSON."""

import json
from datetime import datetime

from ..documents import Document


def write_facts(document: Document) -> str:
    """All of `document` that is neither its key, group and audience nor its text."""
    return json.dumps(
        {
            "url": document.url,
            "at": document.at.isoformat(),
            "community_id": document.community_id,
            "thread_id": document.thread_id,
            "post_number": document.post_number,
            "author_id": document.author_id,
            "author_name": document.author_name,
            "agency_name": document.agency_name,
            "agencies": document.agencies,
            "tags": document.tags,
            "is_solved": document.is_solved,
            "mentions": document.mentions,
            "flags": document.flags,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_facts(kind: str, key: int, group: str, audience: str, title: str, body: str, facts: str) -> Document:
    """The document again, without the names that reached it."""
    kept = json.loads(facts)
    kept["at"] = datetime.fromisoformat(kept["at"])
    for several in ("agencies", "tags", "mentions", "flags"):
        kept[several] = tuple(kept[several])
    return Document(kind=kind, id=key, group=group, audience=audience, title=title, body=body, **kept)
