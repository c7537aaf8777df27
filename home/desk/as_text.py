"""From the blocks of a paper to the text in which somebody edits them, the way back of `as_blocks`.

What Markdown cannot say (figures, charts, links to pages of the site) stands as one line, and is kept as it is.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from .as_blocks import Block, blocks_of

_SPECIAL = re.compile(r"([\\`*_\[\]<>])|(~(?=~))|(:(?=//))|(&(?=#|\w+;))")
# What would begin a heading, a list, a quote or a line at the start of a line.
_START = re.compile(r"(?m)^(\s*)([#>+\-]|\d+(?=[.)]))")
_NUMBER = re.compile(r"(?m)^(\s*)\\(\d+)([.)])")
_INLINE = {"b": "**", "strong": "**", "i": "*", "em": "*"}


@dataclass
class Source:
    """A paper as text, and what its kept lines stand for."""

    parts: list[str] = field(default_factory=list)
    kept: dict[str, Block] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n\n".join(self.parts)


def source_of(blocks: Iterable[Block]) -> Source:
    """The text of `blocks`, as the field of the form shows it."""
    source = Source()
    for block in blocks:
        written = _written(block)
        if written is None:
            key = str(block.get("id", "")).replace("-", "")[:8]
            source.kept[key] = block
            written = f"[[{block['type']} {key}: {_name_of(block)}]]"
        if written:
            source.parts.append(written)
    return source


def _written(block: Block) -> str | None:
    """The block in Markdown, or None where it would not come back as it was."""
    kind, value = block["type"], block["value"]
    if kind == "heading":
        text = "## " + _escaped(" ".join(value.split()))
        return text if _comes_back(text, [{"type": kind, "value": " ".join(value.split())}]) else None
    if kind == "quote":
        return _quote(value)
    return _rich_text(value) if kind == "text" else None


def _comes_back(text: str, blocks: list[Block]) -> bool:
    return blocks_of(text, {}) == blocks


def _quote(value: Mapping[str, str]) -> str | None:
    words, by = value.get("quote", ""), value.get("by", "")
    lines = _escaped(words.replace("\r\n", "\n")).split("\n") + (["", f"— {_escaped(by)}"] if by else [])
    text = "\n".join(f"> {line}".rstrip() for line in lines)
    came = blocks_of(text, {})
    return text if [block["type"] for block in came] == ["quote"] and _same_quote(came[0], words, by) else None


def _same_quote(block: Block, words: str, by: str) -> bool:
    return block["value"]["quote"].split() == words.split() and block["value"]["by"] == by.strip()


def _rich_text(html: str) -> str | None:
    writer = _Writer()
    writer.feed(html)
    writer.close()
    text = writer.text()
    if writer.is_foreign:
        return None
    came = blocks_of(text, {})
    if any(block["type"] != "text" for block in came):
        return None
    again = "".join(block["value"] for block in came)
    return text if _plain(again) == _plain(html) and _markdown(again) == text else None


def _markdown(html: str) -> str:
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.text()


def _plain(html: str) -> list[str]:
    """The words, to compare."""
    return strip_tags(re.sub(r"<(br|/p|/li|/h3)[^>]*>", " ", html)).replace("\xa0", " ").split()


def _name_of(block: Block) -> str:
    """What the kept line calls the part."""
    value = block["value"]
    words = strip_tags(value) if isinstance(value, str) else value.get("title") or value.get("quote") or ""
    words = " ".join(words.replace("[", "(").replace("]", ")").split())
    return words[:80] or _("no title")


def _escaped(text: str) -> str:
    text = _SPECIAL.sub(lambda found: "\\" + found.group(), text)
    # A backslash before a digit is a backslash: the dot behind the number is what must not count.
    return _NUMBER.sub(r"\1\2\\\3", _START.sub(r"\1\\\2", text))


class _Writer(HTMLParser):
    """Writes the rich text of the editor as Markdown. What it does not know makes it `is_foreign`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.is_foreign = False
        self.paragraphs: list[str] = []
        self.line = ""
        # The number of the next item in each list that is open; None in one of points.
        self.lists: list[int | None] = []
        self.goes_on = False
        self.links: list[str] = []

    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if set(dict(attrs)) - {"data-block-key", "href", "id", "linktype"}:
            self.is_foreign = True
        if tag in _INLINE:
            self.line += _INLINE[tag]
        elif tag == "a":
            self._open_link(dict(attrs))
        elif tag in {"ul", "ol"}:
            self._flush()
            self.goes_on = bool(self.lists)
            self.lists.append(1 if tag == "ol" else None)
        elif tag == "br":
            self.line += "\n"
        elif tag not in {"p", "h3", "li"}:
            self.is_foreign = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _INLINE:
            self._shut(_INLINE[tag])
        elif tag == "a" and self.links:
            self.line += f"]({self.links.pop()})"
        elif tag == "li":
            self._flush()
        elif tag in {"ul", "ol"} and self.lists:
            self._flush()
            self.lists.pop()
        elif tag in {"p", "h3"}:
            self._flush("### " if tag == "h3" else "")

    def handle_data(self, data: str) -> None:
        self.line += _escape_inside(data, self.line)

    def _shut(self, mark: str) -> None:
        # Markdown takes no blank inside of the marks.
        bare = self.line.rstrip(" ")
        if bare.endswith(mark):
            self.line = bare[: -len(mark)] + " " * (len(self.line) - len(bare))
            return
        self.line = bare + mark + " " * (len(self.line) - len(bare))

    def _open_link(self, attrs: dict[str, str | None]) -> None:
        href = attrs.get("href") or ""
        if "linktype" in attrs or "id" in attrs or not href or re.search(r"[\s()<>\\]", href):
            self.is_foreign = True
        self.links.append(href)
        self.line += "["

    def _flush(self, start: str = "") -> None:
        line, self.line = self.line.strip(), ""
        if not line:
            return
        if not self.lists:
            self.paragraphs.append(start + line)
            return
        indent, number = "   " * (len(self.lists) - 1), self.lists[-1]
        sign = "-" if number is None else f"{number}."
        if number is not None:
            self.lists[-1] = number + 1
        item = f"{indent}{sign} {line}".replace("\n", f"\n{indent}   ")
        if self.goes_on:
            self.paragraphs[-1] += "\n" + item
        else:
            self.paragraphs.append(item)
        self.goes_on = True


def _escape_inside(data: str, line: str) -> str:
    """Escape `data`, which follows `line`: only at the start of a line can it begin a list."""
    if not line.strip() or line.endswith("\n"):
        return _escaped(data)
    first, *rest = data.split("\n", 1)
    plain = _SPECIAL.sub(lambda found: "\\" + found.group(), first)
    return plain + ("\n" + _escaped(rest[0]) if rest else "")
