"""The shape of a kind of matter, and of one of its things as the queue shows it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model
from django.utils.safestring import SafeString

from communities.models import Community
from communities.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Shown:
    """A post or message as it stands now, with its author's affiliation as stamped on it."""

    where: str
    url: str
    html: SafeString
    author_name: str
    author_title: str
    agency_name: str
    agency_type: str
    is_hidden: bool = False
    is_removed: bool = False
    show_url: str = ""


class Kind(Protocol):
    """One kind of thing that can be reported."""

    model: type[Model]

    def community_of(self, subject: Any) -> Community:
        """Whose moderators decide."""

    def shown(self, viewer: Viewer, ids: Collection[int]) -> dict[int, Shown]:
        """Those of the things that `viewer` may read, in one query."""

    def hide(self, *, viewer: Viewer, pk: int, reason: str) -> None:
        """Take it away from everybody but moderators."""

    def show(self, *, viewer: Viewer, pk: int, reason: str) -> None:
        """Give it back, if it is hidden."""
