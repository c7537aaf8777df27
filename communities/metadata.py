"""What cameras and programs write beside a picture (place, time, owner), and the picture without it."""

from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, ImageOps

QUALITY = 90
CARRIED = ("exif", "xmp", "comment")


def carries_metadata(file: BinaryIO) -> bool:
    """Whether the picture brings anything but itself and its colour profile."""
    file.seek(0)
    with Image.open(file) as picture:
        found = any(picture.info.get(key) for key in CARRIED)
    file.seek(0)
    return found


def redrawn(file: BinaryIO) -> bytes:
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
        for key in CARRIED:
            picture.info.pop(key, None)
        target = BytesIO()
        picture.save(target, format=kind, exif=b"", **options)
    return target.getvalue()
