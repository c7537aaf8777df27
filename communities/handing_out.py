"""How the bytes of a stored file reach a reader who may have it: from here, or from the proxy that stands in front.

Whether the reader may have it is asked before, by the view."""

from mimetypes import guess_type
from urllib.parse import quote

from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse, HttpResponseBase


def file_response(file: FieldFile, content_type: str | None = None) -> HttpResponseBase:
    """A 200 with the whole file. Raises FileNotFoundError when it is no longer in its place.

    Where nginx is in front (`X_ACCEL_LOCATION`), it gets an empty answer that says where the file lies and sends the
    bytes itself: no process of ours waits for a slow reader."""
    if not settings.X_ACCEL_LOCATION:
        return FileResponse(file.storage.open(file.name), content_type=content_type)
    if not file.storage.exists(file.name):
        raise FileNotFoundError(file.name)
    response = HttpResponse(content_type=content_type or guess_type(file.name)[0] or "application/octet-stream")
    response["X-Accel-Redirect"] = settings.X_ACCEL_LOCATION + quote(file.name)
    return response
