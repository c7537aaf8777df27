"""Wagtail's hooks for the desk of search: its addresses stand below the editor's, and so behind its gate."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component


@hooks.register("register_admin_urls")
def desk_of_search() -> list[URLResolver]:
    """Pages in the site's own frame."""
    return [path("search/", include("search.desk.urls"))]


class DeskPanel(Component):
    """The way from Wagtail's home page to the desk, which shows it without script too."""

    template_name = "search/desk/panel.html"
    order = 110


@hooks.register("construct_homepage_panels")
def desk_panel(request: HttpRequest, panels: list) -> None:
    """For editors; moderators guide no search."""
    if request.viewer.is_editor:
        panels.append(DeskPanel())


class ForEditors(MenuItem):
    """A line of the menu that only editors have."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.viewer.is_editor


@hooks.register("register_admin_menu_item")
def desk_in_the_menu() -> MenuItem:
    """The desk below that of papers."""
    return ForEditors(_("Search desk"), reverse("searchdesk:queries"), name="search-desk", icon_name="search", order=91)
