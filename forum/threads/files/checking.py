"""One uploaded file, from what somebody sent to what is stored."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from .kinds import Kind, kind_of
from .naming import safe_name
from .pictures import Picture, cleaned_picture


@dataclass(frozen=True)
class Checked:
    """A file that may be stored: under which name, as what, and its bytes."""

    name: str
    media_type: str
    content: File
    size: int
    sha256: str
    width: int | None = None
    height: int | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What a row of it keeps beside its name and bytes."""
        return {name: getattr(self, name) for name in ("media_type", "size", "sha256", "width", "height")}


def check(upload: UploadedFile) -> Checked:
    """Check an upload; clean it when it is a picture. Raises ValidationError with a sentence that names the file."""
    given = safe_name(upload.name or "")
    if not upload.size:
        raise ValidationError(_("%(name)s is empty.") % {"name": given}, code="empty")
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        most = filesizeformat(settings.ATTACHMENT_MAX_BYTES)
        raise ValidationError(_("%(name)s is larger than %(most)s.") % {"name": given, "most": most}, code="large")
    kind = kind_of(upload, given)
    if kind is None:
        message = _(
            "%(name)s is of a kind that cannot be attached. Possible are pictures (JPEG, PNG, GIF, WebP), PDF, "
            "Word, Excel, PowerPoint and OpenDocument files without macros, plain text, CSV, saved mails (.eml) and "
            "saved web pages (.html)."
        )
        raise ValidationError(message % {"name": given}, code="kind")
    if kind.is_picture:
        return _checked(given, kind, picture=cleaned_picture(upload, given))
    return _checked(given, kind, upload=upload)


def _checked(given: str, kind: Kind, *, picture: Picture | None = None, upload: File | None = None) -> Checked:
    content = ContentFile(picture.data) if picture else upload
    return Checked(
        name=safe_name(given, picture.suffix if picture else kind.suffix),
        media_type=picture.media_type if picture else kind.media_type,
        content=content,
        size=content.size,
        sha256=_digest(content),
        width=picture.width if picture else None,
        height=picture.height if picture else None,
    )


def _digest(content: File) -> str:
    digest = hashlib.sha256()
    content.seek(0)
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()
