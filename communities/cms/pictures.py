"""What a picture loses when it is uploaded: the camera, the time and the place that it carries inside."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageOps
from wagtail.images.forms import BaseImageForm

QUALITY = 90


class PictureForm(BaseImageForm):
    """The form behind every upload of a picture."""

    def clean_file(self) -> Any:
        """A new file without its metadata; a kept one as it is."""
        file = self.cleaned_data["file"]
        return without_metadata(file) if isinstance(file, UploadedFile) else file


def without_metadata(file: UploadedFile) -> SimpleUploadedFile:
    """The same picture, turned upright as its metadata said, with nothing kept of it but the colour profile."""
    file.seek(0)
    with Image.open(file) as source:
        kind = source.format
        options: dict[str, Any] = {"quality": QUALITY} if kind in {"JPEG", "WEBP"} else {}
        if profile := source.info.get("icc_profile"):
            options["icc_profile"] = profile
        if getattr(source, "is_animated", False):
            picture, options["save_all"] = source, True
        else:
            picture = ImageOps.exif_transpose(source)
        for key in ("exif", "xmp", "comment"):
            picture.info.pop(key, None)
        target = BytesIO()
        picture.save(target, format=kind, exif=b"", **options)
    return SimpleUploadedFile(file.name, target.getvalue(), content_type=file.content_type)
