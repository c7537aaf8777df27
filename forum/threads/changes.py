"""What changed between two texts of a post, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from .models import Post

# Longer texts are compared by the line: matching words costs the square of their number.
MOST_WORDS = 2_000
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: `kind` is same, gone or new."""

    kind: str
    text: str

    @property
    def element(self) -> str:
        """The element that marks it in a page; none for what stayed."""
        return {"gone": "del", "new": "ins"}.get(self.kind, "")


@dataclass(frozen=True, slots=True)
class Change:
    """One edit: when, why, and the text before it compared with the text after it."""

    number: int
    at: datetime
    reason: str
    title_before: str
    title_after: str
    pieces: tuple[Piece, ...]


def changes_of(post: Post) -> list[Change]:
    """Every edit of `post`, the latest first. One query."""
    texts = list(post.revisions.order_by("number"))
    titles = [text.title for text in texts] + [post.thread.title if post.is_opening else ""]
    sources = [text.source for text in texts] + [post.source]
    changes = [
        Change(
            number=text.number,
            at=text.edited_at,
            reason=text.reason,
            title_before=titles[index] if titles[index] != titles[index + 1] else "",
            title_after=titles[index + 1],
            pieces=tuple(compared(sources[index], sources[index + 1])),
        )
        for index, text in enumerate(texts)
    ]
    return changes[::-1]


def compared(before: str, after: str) -> Iterator[Piece]:
    """`before` and `after` as one text with what is gone and what is new."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST_WORDS:
        old, new = _LINES.findall(before), _LINES.findall(after)
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[start:end]))
            continue
        if start < end:
            yield Piece("gone", "".join(old[start:end]))
        if new_start < new_end:
            yield Piece("new", "".join(new[new_start:new_end]))
