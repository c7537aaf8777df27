"""Handing out the files that hang on posts."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from communities.access import visible_or_404
from communities.handing_out import file_response

from ..models import Attachment


@require_safe
def attachment(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """A file, for who may read what it hangs on; asked again each time, since that may end.

    Pictures are shown, everything else is downloaded; nothing in it can run in this site's name."""
    found = visible_or_404(request.viewer, Attachment.objects.select_related("community"), pk=pk)
    return handed_out(request, found)


def handed_out(request: HttpRequest, found: Any) -> HttpResponse:
    """The bytes of a checked file (an Attachment, or what has the same fields) that this viewer may have."""
    if request.path != quote(found.get_absolute_url()):
        return HttpResponseRedirect(found.get_absolute_url())
    etag = f'"{found.sha256}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _guarded(HttpResponseNotModified(), etag)
    response = file_response(found.file, found.media_type)
    response["Content-Disposition"] = content_disposition_header(not found.is_picture, found.name)
    return _guarded(response, etag)


def _guarded(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
