"""How an excerpt is written: escaped, and what matched stands between marks. And on which page it stands."""

from bisect import bisect_right
from itertools import accumulate

from django.utils.html import escape
from django.utils.safestring import SafeString

from forum.markup import trusted

from .engines.base import END, START


def marked(text: str) -> SafeString:
    """`text` of an excerpt, escaped, with `<mark>` around what matched."""
    before, *rest = text.split(START)
    written = [escape(before)]
    for piece in rest:
        matched, _, after = piece.partition(END)
        written += ("<mark>", escape(matched), "</mark>", escape(after))
    return trusted("".join(written))


def page_of(text: str, excerpt: str) -> int | None:
    """On which page of a text the first match of its excerpt stands; a form feed begins each page. None outside.

    Engines keep other blanks between words, so none counts here."""
    before, start, after = excerpt.partition(START)
    if not start or "\f" not in text:
        return None
    before = "".join(before.rpartition("…")[2].split())
    piece = before + "".join(after.partition("…")[0].replace(START, "").replace(END, "").split())
    pages = ["".join(page.split()) for page in text.split("\f")]
    at = "".join(pages).find(piece)
    ends = list(accumulate(map(len, pages)))
    return bisect_right(ends, at + len(before)) or None if at >= 0 else None
