"""What papers and news of the demo are made of: editions, blocks, charts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: how many days ago it came out, by whom, what is new, and its blocks."""

    days_ago: int
    authors: tuple[str, ...]
    what_is_new: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: at `/papers/` or, with `community`, in that community; who writes it and lets it go live."""

    title: str
    summary: str
    motif: str
    agencies: tuple[str, ...]
    editions: tuple[Edition, ...]
    community: str = ""
    author: str = "ingrid"
    reviewer: str = "hana"


@dataclass(frozen=True, slots=True)
class News:
    """One piece of news."""

    title: str
    summary: str
    days_ago: int
    body: tuple[Block, ...]


def heading(text: str) -> Block:
    return {"type": "heading", "value": text}


def text(*paragraphs: str) -> Block:
    """Paragraphs of rich text; one that begins with `- ` is a list, its items separated by line ends."""
    return {"type": "text", "value": "".join(_paragraph(paragraph) for paragraph in paragraphs)}


def quote(words: str, by: str) -> Block:
    return {"type": "quote", "value": {"quote": words, "by": by}}


def chart(title: str, note: str, first: str, second: str, source: str, *rows: tuple[Any, ...]) -> Block:
    """A bar chart; a row is its label and one or two numbers."""
    # Wagtail takes an item without an id for the value itself, and the row would be empty.
    values = [
        {
            "type": "item",
            "id": str(uuid4()),
            "value": {"label": row[0], "first": row[1], "second": row[2] if len(row) > 2 else None},
        }
        for row in rows
    ]
    value = {"title": title, "note": note, "first": first, "second": second, "source": source, "rows": values}
    return {"type": "chart", "value": value}


def _paragraph(paragraph: str) -> str:
    if not paragraph.startswith("- "):
        return f"<p>{paragraph}</p>"
    items = "".join(f"<li>{item.removeprefix('- ')}</li>" for item in paragraph.split("\n"))
    return f"<ul>{items}</ul>"
