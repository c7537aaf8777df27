"""How an excerpt is written: escaped, and what matched stands between marks."""

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
