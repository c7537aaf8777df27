"""Who comes to the desk of search: editors, as the gate before it says too. Others find nothing here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from communities.refusal import Refused


def for_editors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """404 for everybody else. A refusal is told in a page of the site, as everywhere, not by Wagtail's home page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.viewer.is_editor:
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            raise Refused("forbidden", str(refusal), status=403) from refusal

    return guarded
