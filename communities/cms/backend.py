"""Who may enter the editor: whoever moderates a community or is an appointed editor, by nothing but that."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Model

from communities.viewer import viewer_of

ENTER = "wagtailadmin.access_admin"


def may_enter(user: Any) -> bool:
    """Whether `user` has a place to edit now. Asked many times a request, so the answer is kept on the user object."""
    if not user.is_active or user.is_anonymous:
        return False
    if not hasattr(user, "_may_enter_cms"):
        viewer = viewer_of(user)
        user._may_enter_cms = viewer.is_editor or bool(viewer.moderated)
    return user._may_enter_cms


class CmsBackend(ModelBackend):
    """Grants the right to enter the editor and no other. It signs nobody in and knows no groups or superusers."""

    def authenticate(
        self, request: Any, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> None:
        """Signing in is allauth's."""
        return

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:
        """True for entering the editor alone; where and what is decided by the page policy and its tester."""
        return obj is None and perm == ENTER and may_enter(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """The one permission there is belongs to Wagtail's admin."""
        return app_label == "wagtailadmin" and may_enter(user_obj)

    def get_user_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:
        """None are stored for a person."""
        return set()

    def get_group_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:
        """The right to enter, shown here since Wagtail reads the sets as well."""
        return self.get_all_permissions(user_obj, obj)

    def get_all_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:
        """The same answer as `has_perm`, as a set."""
        return {ENTER} if self.has_perm(user_obj, ENTER, obj) else set()
