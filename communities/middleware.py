"""What every request passes: who is looking, and how an action's refusal becomes an answer."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from .answers import page_before, typed
from .ground_rules import Unaccepted, address
from .refusal import Moved, Refused
from .viewer import viewer_of

Handler = Callable[[HttpRequest], HttpResponse]


class ViewerMiddleware:
    """Reads `request.viewer` for every request, so that private and missing pages differ in no header."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = viewer_of(request.user)
        if request.viewer.user:
            timezone.activate(request.viewer.user.time_zone)
            translation.activate(request.viewer.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        patch_vary_headers(response, ["Cookie"])
        return response


class RefusalMiddleware:
    """Turns `Refused` into a page, for htmx into the sentence that goes where alerts stand; `Moved` into a redirect."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Moved):
            old, new = (f"/communities/{slug}/" for slug in (exception.old_slug, exception.slug))
            return HttpResponsePermanentRedirect(request.get_full_path().replace(old, new, 1))
        if not isinstance(exception, Refused):
            return None
        response = _page(request, exception)
        if exception.retry_after is not None:
            response["Retry-After"] = str(exception.retry_after)
        return response


def _page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    context: dict[str, Any] = {"refusal": refusal, "kept": typed(request)}
    template = "errors/refused.html"
    if isinstance(refusal, Unaccepted):
        template = "errors/unaccepted.html"
        context |= {"address": address(back=page_before(request))}
    if request.htmx:
        template = "errors/refused_part.html"
    return render(request, template, context, status=refusal.status)
