"""The doors of the editor: its own sign-in pages lead to the one sign-in page of the site."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, re_path, reverse
from django.utils.http import url_has_allowed_host_and_scheme


def login(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back to `next` when that is an address of ours."""
    target = reverse("account_login")
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        target = f"{target}?{urlencode({'next': wanted})}"
    return HttpResponseRedirect(target)


def logout(request: HttpRequest) -> HttpResponse:
    """To the page that asks whether to sign out."""
    return HttpResponseRedirect(reverse("account_logout"))


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Passwords are changed and reset on the site's own pages."""
    raise Http404


urlpatterns = [
    path("login/", login, name="cms_login"),
    path("logout/", logout, name="cms_logout"),
    re_path(r"^password_reset/(?P<rest>.*)$", nothing, name="cms_password_reset"),
]
