"""What this app adds to the frame of every page: a link in the navigation, a tab of communities, the footer."""

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communities.frame import Link, Tab, register_frame, register_link, register_tab
from communities.viewer import VISITOR, Viewer

from .models import StandardPage

FOOTER, SECONDS = "home.footer", 60


def register() -> None:
    """Called once at start-up."""
    register_frame("footer", footer)
    register_link(Link(30, "paper", _("White papers"), "/papers/"))
    register_tab(
        Tab(
            40,
            "papers",
            _("Papers"),
            address=lambda community: reverse("home:community_papers", args=[community.slug]),
            shown=lambda viewer, community: True,
        )
    )


def footer(viewer: Viewer) -> list[tuple[str, str]]:
    """Title and address of the footer's pages. They are for everybody, so that a minute's memory does no harm."""
    links = cache.get(FOOTER)
    if links is None:
        pages = StandardPage.objects.visible_to(VISITOR).filter(show_in_menus=True).order_by("path")
        links = [(page.title, page.get_absolute_url()) for page in pages.only("title", "url_path")]
        cache.set(FOOTER, links, SECONDS)
    return links
