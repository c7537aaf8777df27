"""The places of a person as Wagtail's page policy: explorer, admin search, dashboard, choosers and API follow it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import AbstractPage
from wagtail.permission_policies.pages import PagePermissionPolicy

from .places import Place, places_of

CODENAMES = ("add", "change", "publish")


@dataclass(frozen=True)
class Codename:
    """The part of Django's permission that Wagtail reads."""

    codename: str


@dataclass(frozen=True)
class Grant:
    """One right on one branch, in the shape of Wagtail's own permission records."""

    page: AbstractPage
    permission: Codename

    @property
    def page_id(self) -> int:
        """The key of the page at the root of the branch."""
        return self.page.pk


class PlacePolicy(PagePermissionPolicy):
    """Rights over pages by membership and appointment. There are no groups, and a superuser has nothing more."""

    def get_all_permissions_for_user(self, user: Any) -> list[Grant]:
        """Add, change and publish on each place; what a place does not allow is taken away by the tester."""
        return [
            Grant(place.page, Codename(self._get_permission_codename(action)))
            for place in places_of(user)
            for action in CODENAMES
        ]

    def _base_user_has_permission(self, user: Any) -> bool | None:
        return None if user.is_active else False

    def _base_queryset_for_user(self, user: Any) -> QuerySet | None:
        return None if user.is_active else self.model._default_manager.none()

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet:
        """All pages in the places of `user`; none for an action that no place grants."""
        places = places_of(user) if set(actions) & set(CODENAMES) else ()
        return self._pages(_below(places), bool(places))

    def explorable_instances(self, user: Any) -> QuerySet:
        """The places, and what leads to them: a page above is shown only as far as all places have it in common."""
        places = places_of(user)
        return self._pages(_below(places) | Q(path__in=_ways_to(places)), bool(places))

    def instances_with_direct_explore_permission(self, user: Any) -> list[AbstractPage]:
        """The roots of the places."""
        return [place.page for place in places_of(user)]

    def users_with_any_permission(self, actions: Collection[str], include_superusers: bool = True) -> QuerySet:
        """Wagtail writes to nobody by permission here: notices are the forum's."""
        return _nobody()

    def users_with_any_permission_for_instance(
        self, actions: Collection[str], instance: AbstractPage, include_superusers: bool = True
    ) -> QuerySet:
        """As above."""
        return _nobody()

    def _pages(self, condition: Q, has_any: bool) -> QuerySet:
        pages = self.model._default_manager
        return pages.filter(condition) if has_any else pages.none()


def _below(places: Iterable[Place]) -> Q:
    condition = Q()
    for place in places:
        condition |= Q(path__startswith=place.page.path)
    return condition


def _ways_to(places: Iterable[Place]) -> set[str]:
    """Paths of the pages above the places, from the nearest page that they have in common downwards."""
    paths = [place.page.path for place in places]
    step = AbstractPage.steplen
    shared = _shared_start(paths, step)
    return {path[:length] for path in paths for length in range(max(len(shared), step), len(path), step)}


def _shared_start(paths: list[str], step: int) -> str:
    """The longest path of whole steps with which all `paths` begin."""
    first, last = min(paths, default=""), max(paths, default="")
    length = 0
    while length < len(first) and first[: length + step] == last[: length + step]:
        length += step
    return first[:length]


def _nobody() -> QuerySet:
    return get_user_model().objects.none()
