"""Wagtail's hooks for the pages of this app: what its menus offer where."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from .models import PaperPage


@hooks.register("construct_page_action_menu")
def no_review_of_a_paper_without_edition(items: list, request: HttpRequest, context: dict[str, Any]) -> None:
    """A new paper is not handed in by itself: it goes live with its first edition."""
    page = context.get("page")
    if isinstance(page, PaperPage) and not page.can_be_handed_in:
        items[:] = [item for item in items if item.name != "action-submit"]


@hooks.register("register_admin_urls")
def papers_by_plain_forms() -> list[URLResolver]:
    """The desk of papers: it stands below the editor's address, and so behind its gate."""
    return [path("papers/", include("home.desk.urls"))]


class DeskPanel(Component):
    """The way from Wagtail's home page to the desk: that page shows it without script, too."""

    template_name = "home/desk/panel.html"
    order = 100


@hooks.register("construct_homepage_panels")
def desk_panel(request: HttpRequest, panels: list) -> None:
    """The desk stands above what Wagtail shows."""
    panels.append(DeskPanel())


@hooks.register("register_admin_menu_item")
def desk_in_the_menu() -> MenuItem:
    """The desk beside the page tree."""
    return MenuItem(_("Papers desk"), reverse("desk:papers"), name="papers-desk", icon_name="edit", order=90)
