"""How people sign in: allauth, with accounts made by invitation links only."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up alone: an account begins with an invitation (`actions.invitations.accept`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class PeopleBackend(AuthenticationBackend):
    """Finds the person of a session together with the agency, which every page names."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("agency").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
