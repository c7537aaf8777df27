"""The readable text of HTML mail: paragraphs, lists, quotes, rows, addresses of links. Nothing is fetched."""

import re
from html import unescape
from html.parser import HTMLParser

import nh3

_SILENT = {"head", "style", "script", "title", "template", "noscript", "object", "svg"}
_PARAGRAPHS = {
    "p",
    "div",
    "table",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "pre",
    "section",
    "article",
    "hr",
    "dl",
}
_LINES = {"tr", "dt", "dd"}
_SPACES = re.compile(r"[ \t\r\n\u00a0]+")
_TOO_MANY_LINES = re.compile(r"\n{3,}")
DEEPEST_QUOTE = 12
# People's mail has some hundred tags. Nesting costs every parser time that grows with its square, so beyond this the
# tags are only taken out.
MOST_TAGS = 20_000
_ANY_TAG = re.compile(r"<[^<>]{0,5000}>")

_tidier = nh3.Cleaner(
    tags=_PARAGRAPHS | _LINES | {"a", "blockquote", "br", "li", "td", "th", "thead", "tbody"},
    attributes={"a": {"href"}},
    clean_content_tags=_SILENT,
    link_rel=None,
)


def html_to_text(source: str) -> str:
    """`source` as plain text in the manner of mail: `> ` before quotes, `- ` before points."""
    if source.count("<") > MOST_TAGS:
        return _TOO_MANY_LINES.sub("\n\n", unescape(_ANY_TAG.sub("\n", source))).strip()
    reader = _Reader()
    # Python's own parser takes time that grows with the square of unclosed tags; nh3 closes them in linear time.
    reader.feed(_tidier.clean(source))
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Writes lines; a line knows how deep it is quoted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line: list[str] = []
        self._quotes = 0
        self._silent = 0
        self._preformatted = 0
        self._numbers: list[int | None] = []
        self._href = ""
        self._link_text: list[str] = []

    def text(self) -> str:
        self._end_line()
        return _TOO_MANY_LINES.sub("\n\n", "\n".join(self._lines)).strip("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br" and not "".join(self._line).strip():
            self._gap()
        elif tag == "br":
            self._end_line()
        elif tag == "a":
            self._href, self._link_text = dict(attrs).get("href") or "", []
        elif tag == "li":
            self._start_point()
        elif tag in ("td", "th") and self._line:
            self._line.append(" | ")
        else:
            self._start_block(tag)

    def _start_block(self, tag: str) -> None:
        if tag == "blockquote":
            self._gap()
            self._quotes = min(self._quotes + 1, DEEPEST_QUOTE)
        elif tag in _LINES:
            self._end_line()
        elif tag in _PARAGRAPHS:
            self._gap()
            self._preformatted += tag == "pre"
            if tag in ("ul", "ol"):
                self._numbers.append(0 if tag == "ol" else None)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif tag == "a":
            self._end_link()
        elif tag == "blockquote":
            self._end_line()
            self._quotes = max(self._quotes - 1, 0)
            self._gap()
        elif tag in _PARAGRAPHS:
            self._gap()
            self._preformatted = max(self._preformatted - (tag == "pre"), 0)
            if tag in ("ul", "ol") and self._numbers:
                self._numbers.pop()
        elif tag == "li" or tag in _LINES:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._preformatted:
            first, *rest = data.split("\n")
            self._line.append(first)
            for line in rest:
                self._end_line()
                self._line.append(line)
            return
        data = _SPACES.sub(" ", data)
        self._line.append(data if self._line else data.lstrip())
        if self._href:
            self._link_text.append(data)

    def _start_point(self) -> None:
        self._end_line()
        indent = "  " * (max(len(self._numbers), 1) - 1)
        if self._numbers and self._numbers[-1] is not None:
            self._numbers[-1] += 1
            self._line.append(f"{indent}{self._numbers[-1]}. ")
        else:
            self._line.append(f"{indent}- ")

    def _end_link(self) -> None:
        """The address of a link stands behind its words, unless the words are the address."""
        href, words = self._href.strip(), "".join(self._link_text).strip()
        self._href = ""
        shown = href.removeprefix("mailto:")
        if href.startswith(("http://", "https://", "mailto:")) and shown.rstrip("/") not in words:
            self._line.append(f" <{shown[:2000]}>")

    def _gap(self) -> None:
        """An empty line, once."""
        self._end_line()
        prefix = "> " * self._quotes
        if self._lines and self._lines[-1].strip("> "):
            self._lines.append(prefix.rstrip())

    def _end_line(self) -> None:
        line = "".join(self._line)
        self._line = []
        if line.strip():
            self._lines.append("> " * self._quotes + line.rstrip())
        elif self._preformatted:
            self._lines.append(("> " * self._quotes).rstrip())
