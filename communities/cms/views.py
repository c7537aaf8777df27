"""Pages, and the pictures and files in them, for whoever may see them. Private and missing are the same 404."""

from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from ..access import visible_or_404
from ..handing_out import file_response
from ..models import BasePage, Community, File, Picture, Rendition
from ..models.page import SITE_ROOT
from .gate import own
from .open_names import FILE, PICTURE

Medium = TypeVar("Medium", File, Picture)


@require_safe
def page(request: HttpRequest, path: str) -> HttpResponse:
    """A page of the tree by its address: one query finds it and asks its audience, one more reads its words."""
    try:
        found = visible_or_404(request.viewer, BasePage.objects.only("content_type"), url_path=f"{SITE_ROOT}{path}")
    except Http404:
        if moved := _address_now(request, path):
            return HttpResponsePermanentRedirect(moved)
        raise
    return found.specific.serve(request)


def _address_now(request: HttpRequest, path: str) -> str | None:
    """Where a community went that had this address before, told to those who may know of it."""
    place, _, rest = path.removeprefix("communities/").partition("/")
    if not path.startswith("communities/"):
        return None
    community = Community.objects.known_to(request.viewer).filter(former_slugs__slug=place).first()
    return community and f"{community.get_absolute_url()}{rest}"


@require_safe
def picture(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A picture in one size."""
    rendition = Rendition.objects.filter(pk=pk).select_related("image").first()
    if rendition is None or rendition.file.name.rpartition("/")[2] != name:
        raise Http404
    shown = _medium_or_404(request, Picture.objects.all(), PICTURE, rendition.image_id)
    return _sent(request, rendition.file, f"{shown.file_hash}-{rendition.pk}")


@require_safe
def file(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A file to download; a PDF opens in the browser."""
    found = _medium_or_404(request, File.objects.all(), FILE, pk)
    if found.filename != name:
        raise Http404
    response = _sent(request, found.file, found.file_hash)
    if response.status_code == HttpResponse.status_code:
        response["Content-Type"] = found.content_type
        response["Content-Disposition"] = found.content_disposition
    return response


def _medium_or_404(request: HttpRequest, media: "QuerySet[Medium]", kind: str, pk: int) -> Medium:
    """What the audience opens; and before it is published, one's own upload or one of one's own place."""
    viewer = request.viewer
    try:
        return visible_or_404(viewer, media, pk=pk)
    except Http404:
        if viewer.is_visitor:
            raise
    mine = Q(uploaded_by_user=viewer.user) | Q(pk__in=own(kind, viewer.user).values("pk"))
    found = media.filter(mine, pk=pk).first()
    if found is None:
        raise Http404
    return found


def _sent(request: HttpRequest, content: object, version: str) -> HttpResponse:
    etag = f'"{version}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        try:
            response = file_response(content)
        except FileNotFoundError:
            raise Http404 from None
        response["Last-Modified"] = http_date(content.storage.get_modified_time(content.name).timestamp())
    response["ETag"] = etag
    # Kept by the reader's own browser, but asked for each time: a right may end.
    response["Cache-Control"] = "private, no-cache"
    response._csp_replace = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"]}
    return response
