"""How results are written: what matched stands between marks."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from ..engines.base import END, START

register = template.Library()


@register.filter
def marked(text: str) -> SafeString:
    """`text` of an excerpt, escaped, with `<mark>` around what matched."""
    before, *rest = text.split(START)
    written = conditional_escape(before)
    for piece in rest:
        matched, _, after = piece.partition(END)
        written = format_html("{}<mark>{}</mark>{}", written, matched, after)
    return written
