"""Pictures, drawn anew: what a camera wrote beside the picture (place, time, owner) does not come along."""

import threading
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS = 40_000_000
MAX_SIDE = 4_096
MAX_FRAMES = 200
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_SUFFIX = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
# A picture of the largest size takes some 160 MB while it is drawn, so one is drawn at a time.
_drawing = threading.Lock()


@dataclass(frozen=True)
class Picture:
    """A picture as it is stored."""

    data: bytes
    media_type: str
    suffix: str
    width: int
    height: int


def cleaned_picture(file: File, name: str) -> Picture:
    """`file` without any metadata, upright, and at most 4,096 pixels wide or high.

    Raises ValidationError for one of more than 40 megapixels, or that cannot be read."""
    with _drawing, warnings.catch_warnings():
        # Pillow warns of pictures that unfold to far more than their bytes; here that is a refusal.
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            file.seek(0)
            with Image.open(file, formats=_FORMATS) as image:
                _check_size(image, name)
                return _redrawn(image)
        except ValidationError:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_large(name) from None
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError):
            message = _("%(name)s cannot be read as a picture. It may be damaged: save it again and try once more.")
            raise ValidationError(message % {"name": name}, code="damaged") from None


def _check_size(image: Image.Image, name: str) -> None:
    frames = getattr(image, "n_frames", 1)
    if image.width * image.height * min(frames, MAX_FRAMES) > MAX_PIXELS or frames > MAX_FRAMES:
        raise _too_large(name)


def _too_large(name: str) -> ValidationError:
    message = _("%(name)s has more than 40 million pixels. Make it smaller and attach it again.")
    return ValidationError(message % {"name": name}, code="pixels")


def _redrawn(image: Image.Image) -> Picture:
    form, frames = image.format, getattr(image, "n_frames", 1)
    out = BytesIO()
    if frames > 1:
        image.save(out, format=form, save_all=True, exif=b"", xmp=b"", comment=b"")
        return _picture(out, form, image.size)
    if form == "JPEG":
        # Decodes at a half, quarter or eighth where that is still large enough.
        image.draft(None, (MAX_SIDE, MAX_SIDE))
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    plain = Image.new(upright.mode, upright.size) if upright.mode != "P" else upright.copy()
    if upright.mode != "P":
        plain.paste(upright)
    plain.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    options = {"quality": 88, "optimize": True} if form == "JPEG" else {}
    plain.save(out, format=form, icc_profile=profile, **options)
    return _picture(out, form, plain.size)


def _picture(out: BytesIO, form: str, size: tuple[int, int]) -> Picture:
    return Picture(out.getvalue(), Image.MIME[form], _SUFFIX[form], *size)
