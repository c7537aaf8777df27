"""The tabs of a community that this app brings itself; upper apps register theirs beside them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from . import rules
from .frame import Link, Tab, register_frame, register_link, register_tab


def register() -> None:
    """Called once at start-up."""
    register_link(Link(10, "home", _("Home"), "/"))
    register_link(Link(20, "people", _("Communities"), "/communities/"))
    register_tab(
        Tab(
            10,
            "front",
            _("Front page"),
            address=lambda community: community.get_absolute_url(),
            shown=lambda viewer, community: True,
            needs_reading=False,
        )
    )
    register_tab(
        Tab(
            50,
            "people",
            _("People"),
            address=lambda community: reverse("communities:members", args=[community.slug]),
            shown=rules.may_see_members,
        )
    )
    register_tab(
        Tab(
            90,
            "settings",
            _("Settings"),
            address=lambda community: reverse("communities:settings", args=[community.slug]),
            shown=rules.may_change_community,
        )
    )
    register_frame("founds", rules.may_found_community)
    register_frame("operates", lambda viewer: viewer.is_operator)
    register_link(Link(70, "shield", _("Agencies"), "/agencies/", needs="operates"))
