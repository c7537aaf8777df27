"""How a view answers: a whole page or the part of it that htmx asked for, and how it sends people on."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

UNTYPED = frozenset({"csrfmiddlewaretoken", "form_token", "next"})
SHORT = 20
VARIES = ["HX-Request", "HX-Request-Type"]


class SeeOther(HttpResponseRedirect):
    """After a form: look there, with GET."""

    status_code = 303


def wants_part(request: HttpRequest) -> bool:
    """True when htmx asks for a part of the page, not for the whole."""
    return bool(request.htmx) and request.htmx.request_type == "partial"


def answer(
    request: HttpRequest, page: str, context: dict[str, Any], *, part: str | None = None, status: int = 200
) -> HttpResponse:
    """The template `page`, or `part` of it where that was asked for. 422 is for a form to mend."""
    template = part if part and wants_part(request) else page
    response = render(request, template, context, status=status)
    patch_vary_headers(response, VARIES)
    return response


def send_on(request: HttpRequest, address: str) -> HttpResponse:
    """Lead on to another page; under htmx by a real load, so that focus and frame are the new page's."""
    return HttpResponseClientRedirect(address) if request.htmx else SeeOther(address)


def page_before(request: HttpRequest) -> str:
    """The address of the page that this request was sent from: one of this site, else the home page."""
    if request.htmx:
        return request.htmx.current_url_abs_path or "/"
    came_from = urlsplit(request.headers.get("Referer", ""))
    return urlunsplit(("", "", came_from.path, came_from.query, "")) or "/" if _is_here(request, came_from) else "/"


def _is_here(request: HttpRequest, address: SplitResult) -> bool:
    return url_has_allowed_host_and_scheme(urlunsplit(address), {request.get_host()})


def back_to(request: HttpRequest, default: str) -> str:
    """The address that the form named as `next`, when it is one of this site."""
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else default


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For people who are signed in. Visitors are sent to sign in; what they had typed meanwhile is shown to them."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if not request.viewer.is_visitor else _sign_in_first(request)

    return guarded


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The longer texts of a form that cannot be acted on: they are shown, so that nobody loses what they wrote.

    A password is never among them."""
    texts = [(name, text) for name, text in request.POST.items() if len(text) > SHORT]
    return [(name, text) for name, text in texts if name not in UNTYPED and "password" not in name]


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    here = (request.htmx.current_url_abs_path if request.htmx else request.get_full_path()) or "/"
    address = f"{reverse('account_login')}?{urlencode({'next': here})}"
    if request.htmx:
        # Not a redirect: fetch would follow it and the sign-in page would land inside the list.
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    if request.method == "POST" and typed(request):
        context = {"kept": typed(request), "address": address}
        return render(request, "errors/signed_out.html", context, status=401)
    return HttpResponseRedirect(address)
