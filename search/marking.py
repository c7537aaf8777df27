"""How an excerpt is written: escaped, and what matched stands between marks. And on which page it stands."""

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


_FLAT = str.maketrans("\f\n\r\t", "    ")


def page_of(text: str, excerpt: str) -> int | None:
    """On which page of a text the first match of its excerpt stands; a form feed begins each page. None outside."""
    before, start, after = excerpt.partition(START)
    if not start or "\f" not in text:
        return None
    before = before.rpartition("…")[2].lstrip()
    piece = before + after.partition("…")[0].replace(START, "").replace(END, "")
    at = text.translate(_FLAT).find(piece.rstrip().translate(_FLAT))
    return text.count("\f", 0, at + len(before) + 1) or None if at >= 0 else None
