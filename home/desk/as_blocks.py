"""From what somebody typed to the blocks of a paper: Markdown, and lines that stand for parts kept as they are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _
from markdown_it.token import Token

from forum import markup

Block = dict[str, Any]

MAX_TEXT, MAX_HEADING, MAX_QUOTE, MAX_BY = 200_000, 120, 1000, 120

# `[[chart 1b2c3d4e: Doses by agency]]` on a line of its own: the part of the paper whose id begins so.
KEPT_LINE = re.compile(r"^[ \t]*\[\[[ \t]*\w+ ([0-9a-f]{8})\b[^\n]*\]\][ \t]*$", re.MULTILINE)

_OPEN = {
    "paragraph_open": "p", "heading_open": "h3", "bullet_list_open": "ul", "ordered_list_open": "ol",
    "list_item_open": "li", "strong_open": "b", "em_open": "i",
}  # fmt: skip
_BY = ("— ", "– ", "-- ")


def blocks_of(text: str, kept: Mapping[str, Block]) -> list[Block]:
    """The blocks that `text` says. `kept` holds, by the beginning of its id, what a kept line may stand for.

    Raises ValidationError with what to mend, when something cannot be part of a paper."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if len(text) > MAX_TEXT:
        raise ValidationError(_("The text may have %(most)s characters.") % {"most": f"{MAX_TEXT:,}"})
    blocks: list[Block] = []
    # A pattern with one group: every second part is what it caught.
    for place, part in enumerate(KEPT_LINE.split(text)):
        blocks += _prose(part) if place % 2 == 0 else [_kept(part, kept)]
    return blocks


def _kept(key: str, kept: Mapping[str, Block]) -> Block:
    if key not in kept:
        message = _("The line with %(key)s names a part that this paper does not have. Take the line out.")
        raise ValidationError(message % {"key": key})
    return kept[key]


def _prose(text: str) -> list[Block]:
    """Headings and quotes are blocks of their own; all that stands between two of them is one block of text."""
    parts = [_Part(tokens) for tokens in _top_level(markup.parse(text).tokens)]
    blocks: list[Block] = []
    for kind, group in groupby(parts, key=lambda part: part.kind):
        if kind == "text":
            html = "".join(part.html() for part in group)
            blocks += [{"type": "text", "value": html}] if html else []
        else:
            blocks += [{"type": kind, "value": part.value()} for part in group]
    return blocks


def _top_level(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens of one paragraph, list, heading … after the other."""
    part: list[Token] = []
    for token in tokens:
        part.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield part
            part = []


@dataclass
class _Part:
    """One paragraph, list, heading or quote."""

    tokens: list[Token]
    kind: str = field(init=False)

    def __post_init__(self) -> None:
        first = self.tokens[0]
        is_heading = first.type == "heading_open" and len(first.markup) < 3
        self.kind = "heading" if is_heading else "quote" if first.type == "blockquote_open" else "text"

    def value(self) -> Any:
        return _heading(self.tokens) if self.kind == "heading" else _quote(self.tokens)

    def html(self) -> str:
        is_list = self.tokens[0].type.endswith("list_open")
        return "".join(_in_list(self.tokens)) if is_list else "".join(_html(token) for token in self.tokens)


def _in_list(tokens: Sequence[Token]) -> Iterator[str]:
    """A list of the editor holds lines, not paragraphs: a second paragraph of an item is its next line."""
    before = ""
    for token in tokens:
        if token.type.startswith("paragraph"):
            yield "<br/>" if token.type == "paragraph_open" and before in {"paragraph_close", "fence"} else ""
        elif token.type == "fence":
            yield _lines(token.content)
        else:
            yield _html(token)
        before = token.type


def _heading(tokens: Sequence[Token]) -> str:
    words = _words(tokens)
    if len(words) > MAX_HEADING:
        message = _("The heading “%(start)s…” is too long: %(most)d characters are possible.")
        raise ValidationError(message % {"start": words[:40], "most": MAX_HEADING})
    return words


def _quote(tokens: Sequence[Token]) -> dict[str, str]:
    """The words, and whose they are: what stands in the last paragraph behind a dash."""
    paragraphs = [_words([token]) for token in tokens if token.type == "inline"]
    by = ""
    if paragraphs and paragraphs[-1].startswith(_BY):
        by = paragraphs.pop().partition(" ")[2].strip()
    words = "\n".join(paragraphs)
    if len(words) > MAX_QUOTE or len(by) > MAX_BY:
        message = _("The quote “%(start)s…” is too long: %(most)s characters are possible, and %(by)d for whose it is.")
        raise ValidationError(message % {"start": words[:40], "most": f"{MAX_QUOTE:,}", "by": MAX_BY})
    return {"quote": words, "by": by}


def _words(tokens: Sequence[Token]) -> str:
    """The plain words of `tokens`."""
    found = []
    for token in tokens:
        for child in token.children or ():
            found.append("\n" if child.type in {"softbreak", "hardbreak"} else _text_of(child))
    return "".join(found).strip()


def _text_of(token: Token) -> str:
    return token.markup if token.type == "mention" else token.content


def _html(token: Token) -> str:
    """One token as the rich text of the editor. What a paper cannot hold becomes plain words, or is refused."""
    if token.type == "table_open":
        raise ValidationError(_("A paper holds no table. Write it as a list, or attach it as the file."))
    if token.type == "inline":
        return "".join(_html(child) for child in token.children or ()).strip()
    if token.type in {"softbreak", "hardbreak"}:
        return "<br/>"
    if token.type == "fence":
        return f"<p>{_lines(token.content)}</p>"
    if token.type == "image":
        return _link(token.attrs.get("src")) + escape(token.content or token.attrs.get("src")) + "</a>"
    if token.type == "link_open":
        return _link(token.attrs.get("href"))
    if token.type == "link_close":
        return "</a>"
    return _tag(token)


def _lines(text: str) -> str:
    return "<br/>".join(escape(line) for line in text.rstrip().split("\n"))


def _link(address: Any) -> str:
    return f'<a href="{escape(address or "")}">'


def _tag(token: Token) -> str:
    # In a list whose items are one line each the paragraphs are hidden.
    name = None if token.hidden else _OPEN.get(token.type.replace("_close", "_open"))
    if name:
        return f"</{name}>" if token.nesting < 0 else f"<{name}>"
    return escape(_text_of(token)) if token.nesting == 0 and token.type != "hr" else ""
