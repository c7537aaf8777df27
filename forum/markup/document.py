"""A source text, parsed once: its HTML, its plain text, whom it mentions and which pictures it shows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .budget import use_budget
from .links import use_links
from .mentions import use_mentions
from .plain import plain_text
from .renderer import PostRenderer, shape
from .sanitize import sanitize

# Raise it when the same source gives other HTML: stored HTML of a lower version is rendered again.
VERSION = 1

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be mentioned: the name to show and the address of the profile."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class File:
    """A picture of ours that a text can show: its address, and its size in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Document:
    """What `parse` answers. Parsing happened; rendering asks who the handles and what the file names are."""

    source: str
    tokens: list[Token] = field(repr=False)

    @cached_property
    def handles(self) -> frozenset[str]:
        """The handles written in running text, in lower case; whether they name anybody is the caller's to find out."""
        return frozenset(token.content for token in self._inline("mention"))

    @cached_property
    def pictures(self) -> tuple[tuple[str, str], ...]:
        """Each picture as (what stands between the round brackets, its description)."""
        return tuple((str(token.attrs.get("src", "")), token.content.strip()) for token in self._inline("image"))

    @cached_property
    def text(self) -> str:
        """The words without any mark-up, quoted ones left out: what a search finds and a preview shows."""
        return plain_text(self.tokens)

    def html(self, people: Mapping[str, Person] | None = None, files: Mapping[str, File] | None = None) -> SafeString:
        """Safe HTML. `people` by handle, `files` by name; what is in neither stays text or becomes a link."""
        env = {"people": people or {}, "files": files or {}}
        return sanitize(_markdown.renderer.render(self.tokens, _markdown.options, env))

    def _inline(self, kind: str) -> Iterator[Token]:
        for block in self.tokens:
            for token in block.children or ():
                if token.type == kind:
                    yield token


def parse(source: str) -> Document:
    """Parse Markdown, in time that grows with its length and no faster."""
    tokens = _markdown.parse(_UNPRINTABLE.sub("", source), {})
    shape(tokens)
    return Document(source=source, tokens=tokens)


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "breaks": True, "xhtmlOut": False}, renderer_cls=PostRenderer)
    md.enable(["table", "strikethrough"])
    # Pasted text has lines of dashes and indented lines that are meant as they look; definitions of link references
    # are written by nobody by hand, and cost time.
    md.disable(["lheading", "code", "reference", "html_block", "html_inline"])
    use_budget(md)
    use_links(md)
    use_mentions(md)
    return md


_markdown = _parser()
