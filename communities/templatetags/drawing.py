"""Components of Jinja2 in Django templates: `draw…` for any, `bar` and `side` of every page, `pager` of a list."""

from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ..drawing import draw, draw_each, draw_once

register = template.Library()
register.simple_tag(draw)
register.simple_tag(draw_once)
register.simple_tag(draw_each)


@register.simple_tag(takes_context=True)
def bar(context: dict[str, Any]) -> SafeString:
    """The top bar of people who are signed in."""
    frame, me = context["frame"], context["viewer"].user
    return draw_once(
        "layouts/bar.jinja",
        name=me.name,
        kind=me.affiliation().agency_type,
        bell=frame.get("bell"),
        drafts=frame.get("drafts") or (),
        cms=bool(frame.get("cms")),
        sought=str(context.get("sought") or ""),
    )


@register.simple_tag(takes_context=True)
def side(context: dict[str, Any]) -> SafeString:
    """The side navigation of people who are signed in."""
    return draw_once("layouts/side.jinja", **context["frame"].navigation(context["request"].path))


@register.simple_tag(takes_context=True)
def pager(context: dict[str, Any], page: Page, what: str, label: str = "") -> SafeString:
    """`Posts 21 to 40 of 47` and the pages around this one. The other filters of the address are kept."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    paginator, numbers = page.paginator, []
    if paginator.num_pages > 1:
        numbers = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return draw(
        "components/pager.jinja",
        page=page,
        what=what,
        label=label or gettext("Pages"),
        numbers=[None if number == paginator.ELLIPSIS else number for number in numbers],
        prefix=f"?{query.urlencode()}&page=" if query else "?page=",
    )
