"""How people sign in: allauth, with accounts made by invitation links only and limits that count in the database."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from . import limits
from .models import User
from .prepared import Prepared

# An address can be tried from many places and a place can try many addresses, so both are counted.
OF_ADDRESS = limits.Limit("sign-in-address", 8, timedelta(minutes=15))
OF_PLACE = limits.Limit("sign-in-place", 60, timedelta(minutes=15))
RESETS_OF_ADDRESS = limits.Limit("reset-address", 3, timedelta(hours=1))
RESETS_OF_PLACE = limits.Limit("reset-place", 20, timedelta(hours=1))
CHANGES = limits.Limit("change-password", 8, timedelta(minutes=15))

_person: Prepared[User] = Prepared(lambda pk: User.objects.select_related("agency").filter(pk=pk))

SENTENCES = {"account/messages/password_changed.txt": gettext_lazy("Your password is changed.")}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: an account begins with an invitation (`actions.invitations.accept`)."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "That address and password do not belong together. Check both, or make a new password."
        ),
        "enter_current_password": gettext_lazy("That is not your password now."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """Counts before it looks, so that many tries at once cannot slip through; what was right is given back."""
        email, place = str(credentials.get("email", "")), self.get_client_ip(request)
        limits.spend(OF_PLACE, place)
        limits.spend(OF_ADDRESS, email)
        user = super().authenticate(request, **credentials)
        if user and user.is_staged:  # Known from an archive only: no account, whatever the password.
            return None
        if user:
            limits.give_back(OF_PLACE, place)
            limits.give_back(OF_ADDRESS, email)
        return user

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Says only what a person would not see anyway: not that they are signed in."""
        if sentence := SENTENCES.get(message_template or ""):
            messages.success(request, sentence)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/account/profile/"


class PeopleBackend(AuthenticationBackend):
    """Finds the person of a session together with the agency, which every page names."""

    def get_user(self, user_id: int) -> User | None:
        user = _person.first(pk=user_id)
        return user if user and self.user_can_authenticate(user) else None

    def user_can_authenticate(self, user: User) -> bool:
        """Active, and not merely named by an archive."""
        return user.is_active and not user.is_staged
