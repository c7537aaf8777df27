"""What this app adds to the frame around every page: counts of new posts, drafts, and the tab of threads."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities.frame import Tab, register_frame, register_tab
from communities.models import Community
from communities.viewer import Viewer

from .unread import unread_by_community


def register() -> None:
    """Called once at start-up."""
    register_frame("unread", unread_by_community)
    register_frame("drafts", _drafts)
    register_tab(Tab(20, "threads", _("Threads"), _address, _is_shown, count="unread", counted=_("new posts")))


def _drafts(viewer: Viewer) -> tuple[tuple[int, str], ...]:
    """The way to one's drafts, without their number: that would be one more query on every page."""
    return ((0, reverse("threads:drafts")),)


def _address(community: Community) -> str:
    return f"{community.get_absolute_url()}threads/"


def _is_shown(viewer: Viewer, community: Community) -> bool:
    """To who may read here. Of a page that shows only the front of a community to outsiders this asks no query."""
    if viewer.is_member_of(community.pk) or community.visibility == Community.Visibility.PUBLIC:
        return True
    if community.visibility == Community.Visibility.EVERY_AGENCY:
        return viewer.is_staff
    # Whoever sees a community of named agencies at all is of one of them.
    return community.visibility == Community.Visibility.NAMED_AGENCIES and viewer.is_staff
