"""The head of a community's pages. It depends on the viewer, so this tag asks and the template only shows."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from communities.frame import frame_of
from communities.headcount import headcount
from communities.models import Community, Level
from communities.standing import standing

register = template.Library()

HINTS = {
    Level.WATCHING: _("Every post"),
    Level.FOLLOWING: _("New threads, and threads you wrote in"),
}
LEVELS = [(level.value, level.label, HINTS.get(level, "")) for level in Level]


@register.inclusion_tag("components/community_head.html", takes_context=True)
def community_head(context: dict[str, Any], community: Community, tab: str = "") -> dict[str, Any]:
    """Name, visibility, people, the join button or my level, and the tabs that this viewer may open."""
    request = context["request"]
    frame = frame_of(request)
    place = frame.place(community.pk)
    return {
        "request": request,
        "community": community,
        "viewer": frame.viewer,
        "place": place,
        "level_name": Level(place.level).label if place else "",
        "levels": LEVELS,
        "standing": standing(frame.viewer, community),
        "count": headcount(community),
        "compose": _compose(community) if place else "",
        "tabs": frame.tabs(community),
        "tab": tab,
        "csrf_token": context.get("csrf_token"),
    }


def _compose(community: Community) -> str:
    """Where a new thread is written; nothing on a site without threads."""
    try:
        return reverse("threads:compose", args=[community.slug])
    except NoReverseMatch:
        return ""
