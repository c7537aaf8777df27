"""Wagtail's hooks: what choosers list, and which parts of the editor are not shown."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.models import AbstractPage

from .cms.gate import own
from .cms.open_names import FILE, PAGE, PICTURE

# After Wagtail's own hooks of the same name.
LAST = 1000
MENU = {"papers-desk", "explorer", "images", "documents", "reports"}
REPORTS = {"site-history"}


@hooks.register("construct_page_chooser_queryset")
def only_pages_of_ones_own(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Choosers list one's own places and what leads to them."""
    return pages.filter(pk__in=own(PAGE, request.user).values("pk"))


@hooks.register("construct_image_chooser_queryset")
def only_pictures_of_ones_own(pictures: QuerySet, request: HttpRequest) -> QuerySet:
    """Choosers list the pictures of one's own places."""
    return pictures.filter(pk__in=own(PICTURE, request.user).values("pk"))


@hooks.register("construct_document_chooser_queryset")
def only_files_of_ones_own(files: QuerySet, request: HttpRequest) -> QuerySet:
    """Choosers list the files of one's own places."""
    return files.filter(pk__in=own(FILE, request.user).values("pk"))


@hooks.register("construct_main_menu")
def only_what_is_open(request: HttpRequest, items: list) -> None:
    """The side menu without what the gate closes."""
    items[:] = [item for item in items if item.name in MENU]


@hooks.register("construct_reports_menu")
def only_open_reports(request: HttpRequest, items: list) -> None:
    """Of the reports, the history."""
    items[:] = [item for item in items if item.name in REPORTS]


@hooks.register("construct_settings_menu")
def no_settings(request: HttpRequest, items: list) -> None:
    """There is nothing to set here."""
    items.clear()


@hooks.register("construct_help_menu")
def no_help_from_elsewhere(request: HttpRequest, items: list) -> None:
    """Wagtail's help leaves the house."""
    items.clear()


@hooks.register("construct_page_listing_buttons")
def only_open_buttons(buttons: list, page: AbstractPage, user: Any, context: dict | None = None) -> None:
    """The buttons beside a page without copying, moving, unpublishing and sorting."""
    closed = ("/copy/", "/move/", "/unpublish/", "?ordering=ord")
    buttons[:] = [button for button in buttons if not any(part in (button.url or "") for part in closed)]


@hooks.register("construct_homepage_summary_items", order=LAST)
def no_totals(request: HttpRequest, items: list) -> None:
    """Totals of the dashboard count what others have, too."""
    items.clear()


@hooks.register("insert_global_admin_css")
def our_colours() -> str:
    """Wagtail's editor looks like a part of the site."""
    return format_html('<link rel="stylesheet" href="{}">', static("forum/css/cms.css"))


@hooks.register("construct_page_action_menu")
def only_open_actions(items: list, request: HttpRequest, context: dict[str, Any]) -> None:
    """The menu of the editor without what the gate closes."""
    items[:] = [item for item in items if item.name not in {"action-unpublish", "action-lock"}]
