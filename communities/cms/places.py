"""Where a person edits: branches of the page tree, each with the collection of its pictures and files.

Everything that Wagtail asks about rights (policies, tester, gate, choosers) is derived from this one list.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.models import AbstractPage

from ..viewer import Viewer, viewer_of

Provider = Callable[[Viewer], Iterable["Place"]]
_providers: list[Provider] = []


@dataclass(frozen=True)
class Place:
    """A branch that starts at `page`. The page itself may be changed there by those who moderate it only."""

    page: AbstractPage
    collection_id: int | None
    community_id: int | None = None
    is_moderated: bool = False

    @property
    def page_id(self) -> int:
        """The key of the page at its root."""
        return self.page.pk

    def holds(self, page: AbstractPage) -> bool:
        """Whether `page` is the root of this branch or lies below it."""
        return page.path.startswith(self.page.path)


def register_places(provider: Provider) -> None:
    """Let an app say at start-up which branches a viewer edits. This module itself knows no models."""
    if provider not in _providers:
        _providers.append(provider)


def places_of(user: Any) -> tuple[Place, ...]:
    """The branches that `user` edits now. Kept on the user object, which lives as long as one request."""
    if not getattr(user, "is_active", False) or user.is_anonymous:
        return ()
    if not hasattr(user, "_cms_places"):
        viewer = viewer_of(user)
        user._cms_places = tuple(place for provider in _providers for place in provider(viewer))
    return user._cms_places


def place_of(user: Any, page: AbstractPage) -> Place | None:
    """The branch of `user` in which `page` stands, or None."""
    return next((place for place in places_of(user) if place.holds(page)), None)
