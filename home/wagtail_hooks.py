"""Wagtail's hooks for the pages of this app: what its menus offer where."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from .models import PaperPage


@hooks.register("construct_page_action_menu")
def no_review_of_a_paper_without_edition(items: list, request: HttpRequest, context: dict[str, Any]) -> None:
    """A new paper is not handed in by itself: it goes live with its first edition."""
    page = context.get("page")
    if isinstance(page, PaperPage) and not page.can_be_handed_in:
        items[:] = [item for item in items if item.name != "action-submit"]
