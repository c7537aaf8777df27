"""The gate before Wagtail's editor: only the addresses in the table exist, and only with ids of one's own places.

Wagtail checks rights view by view and answers 403, 302 or a title where there must be nothing. Here all of that is the
same 404 before a view of Wagtail runs. The gate also makes a change of a page one transaction with what it causes.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.models import UploadedFile
from wagtail.permissions import policy_registry

from ..models import BasePage, File, Picture
from . import open_names
from .backend import may_enter

# Wagtail's admin needs inline script and style, and frames its own preview. Nothing from elsewhere, no eval.
POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "blob:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'self'"],
}


class CmsGate:
    """Middleware, the last in the list."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.prefix = ""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if self._is_inside(request) and not _is_of_ours(request):
            response._csp_replace = POLICY
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let through what the table opens; Http404 for all else. The signed-out go on to the sign-in page."""
        name = request.resolver_match.view_name
        if not self._is_inside(request) or name in open_names.DOORS or request.user.is_anonymous:
            return None
        checks = open_names.OPEN.get(name)
        if checks is None or not may_enter(request.user):
            raise Http404
        if name in open_names.OF_EDITORS and not request.viewer.is_editor:
            raise Http404
        for parameter, kind in checks.items():
            _require_own(request, kind, _ids(request, kwargs, parameter))
        if request.method == "POST" and name in open_names.CHANGING:
            with transaction.atomic():
                return view(request, *args, **kwargs)
        return None

    def _is_inside(self, request: HttpRequest) -> bool:
        self.prefix = self.prefix or reverse("wagtailadmin_home")
        return request.path.startswith(self.prefix)


def _is_of_ours(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name in open_names.OURS


def _ids(request: HttpRequest, kwargs: dict[str, Any], parameter: str) -> set[str]:
    if parameter.startswith("?"):
        return set(request.GET.getlist(parameter[1:]))
    # A parameter that the address does not have means that the table is wrong: then nothing opens.
    return {str(kwargs.get(parameter, ""))}


def _require_own(request: HttpRequest, kind: str, ids: Iterable[str]) -> None:
    wanted = set(ids)
    if not all(value.isascii() and value.isdigit() and len(value) < 19 for value in wanted):
        raise Http404
    if wanted and own(kind, request.user).filter(pk__in=wanted).count() != len(wanted):
        raise Http404


def own(kind: str, user: Any) -> QuerySet:
    """The rows that `user` may name by id: what `kind` stands for in the table of open names."""
    if kind == open_names.UPLOAD:
        return UploadedFile.objects.filter(uploaded_by_user=user)
    if kind == open_names.PAGE:
        return policy_registry.get_by_type(BasePage).explorable_instances(user)
    model, actions = {
        open_names.EDITABLE: (BasePage, {"add", "change", "publish"}),
        open_names.PICTURE: (Picture, {"change", "choose"}),
        open_names.FILE: (File, {"change", "choose"}),
    }[kind]
    return policy_registry.get_by_type(model).instances_user_has_any_permission_for(user, actions)
