"""The form in which posts and threads are written, and the words that a search found in them."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from communities.drawing import draw
from forum.threads.hits import Hits, marked

register = template.Library()


@register.filter
def marking(card: str, hits: Hits) -> SafeString:
    """A card with the words marked that a search found in it."""
    return marked(card, hits)


@register.simple_tag(takes_context=True)
def writing_form(
    context: dict[str, Any], action: str, verb: str, rows: int = 9, leave: str = "", above: str = "", below: str = ""
) -> SafeString:
    """The component `writing.jinja`. `above` and `below` name templates with the other fields of the form."""
    form, preview = context["form"], context.get("preview")
    return draw(
        "threads/parts/writing.jinja",
        form=form,
        community=context["community"],
        action=action,
        verb=verb,
        rows=rows,
        audience=context["audience"],
        record_of=context["record_of"],
        draft=context.get("draft"),
        place=context["place"],
        preview=render_to_string("threads/parts/preview.html", {"preview": preview}) if preview else "",
        leave=leave,
        above=render_to_string(above, {"form": form, "similar": context.get("similar")}) if above else "",
        below=render_to_string(below, {"form": form}) if below else "",
        csrf_token=str(context.get("csrf_token", "")),
    )
