"""The head of a community's pages. It depends on the viewer, so this tag asks and the template only shows."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from communities.drawing import draw
from communities.frame import frame_of
from communities.headcount import headcount
from communities.models import Community, Level
from communities.standing import standing
from communities.viewer import Viewer

register = template.Library()

HINTS = {
    Level.WATCHING: _("Every post"),
    Level.FOLLOWING: _("New threads, and threads you wrote in"),
}
LEVELS = [(level.value, level.label, HINTS.get(level, "")) for level in Level]


@register.simple_tag(takes_context=True)
def community_head(context: dict[str, Any], community: Community, tab: str = "") -> SafeString:
    """Name, visibility, people, the join button or my level, and the tabs that this viewer may open."""
    request = context["request"]
    frame = frame_of(request)
    place = frame.place(community.pk)
    token = str(context.get("csrf_token", ""))
    return draw(
        "components/community_head.jinja",
        community=community,
        place=place,
        level_name=Level(place.level).label if place else "",
        levels=LEVELS,
        joining="" if place else _joining(request, frame.viewer, community, token),
        policy="" if place or frame.viewer.is_visitor else community.get_join_policy_display(),
        count=headcount(community),
        compose=_compose(community) if place else "",
        tabs=frame.tabs(community),
        tab=tab,
        next=request.get_full_path(),
        csrf_token=token,
    )


def _joining(request: HttpRequest, viewer: Viewer, community: Community, token: str) -> SafeString:
    stands = standing(viewer, community)
    return render_to_string(
        "components/join.html",
        {"community": community, "standing": stands, "csrf_token": token, "next": request.get_full_path()},
    )


def _compose(community: Community) -> str:
    """Where a new thread is written; nothing on a site without threads."""
    try:
        return reverse("threads:compose", args=[community.slug])
    except NoReverseMatch:
        return ""
