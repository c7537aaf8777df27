"""The places of a person as Wagtail's policy for pictures and files: one collection a place, and no other."""

from collections.abc import Collection as Actions
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_permission_codename, get_user_model
from django.db.models import Model, QuerySet
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from .places import places_of
from .policy import Codename

ACTIONS = ("add", "change", "choose")


@dataclass(frozen=True)
class Shelf:
    """One right on one collection, in the shape of Wagtail's own permission records."""

    collection: Collection
    permission: Codename

    @property
    def collection_id(self) -> int:
        """The key of the collection."""
        return self.collection.pk


class MediaPolicy(CollectionOwnershipPermissionPolicy):
    """Adding, changing and choosing in the collections of one's places."""

    def __init__(self, model: type[Model], owner_field_name: str) -> None:
        super().__init__(model, owner_field_name=owner_field_name)
        # Wagtail keeps all collection rights of a person under one name; these are of one model.
        self.permission_cache_name = f"_{model._meta.model_name}_permission_cache"

    def get_all_permissions_for_user(self, user: Any) -> list[Shelf]:
        """The three rights on each collection of the places of `user`."""
        return [
            Shelf(collection, Codename(get_permission_codename(action, self.auth_model._meta)))
            for collection in self._shelves(user)
            for action in ACTIONS
        ]

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As Wagtail has it, but nobody deletes: what was published stays where it was shown."""
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user: Any, actions: Actions[str], instance: Model) -> bool:
        """As above, for one picture or file."""
        return super().user_has_any_permission_for_instance(user, set(actions) - {"delete"}, instance)

    def _collections_with_perm(self, user: Any, actions: Actions[str]) -> QuerySet:
        ids = {shelf.collection_id for shelf in self._get_user_permission_objects_for_actions(user, actions)}
        return Collection.objects.filter(pk__in=ids)

    def _users_with_perm(self, actions: Actions[str], collection: Collection | None = None) -> QuerySet:
        return get_user_model().objects.none()

    @staticmethod
    def _shelves(user: Any) -> list[Collection]:
        if not hasattr(user, "_cms_shelves"):
            ids = {place.collection_id for place in places_of(user)} - {None}
            user._cms_shelves = list(Collection.objects.filter(pk__in=ids).order_by("path")) if ids else []
        return user._cms_shelves
