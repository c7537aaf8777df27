"""No picture leaves the house with what its camera wrote, whichever way it came in."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from PIL import Image

from communities.models import Picture

GPS = 0x8825


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()  # Wagtail remembers renditions by the id of their picture, which tests use again.


def photo(kind):
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (41.0, 30.0, 0.0)
    out = BytesIO()
    Image.new("RGB", (80, 60), "teal").save(out, format=kind, exif=exif)
    return ContentFile(out.getvalue(), name=f"photo.{kind.lower()}")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_came_past_the_form_is_shown_without_its_metadata(world, kind):
    picture = Picture.objects.create(title="Bridge", file=photo(kind), width=80, height=60)
    assert b"SecretCam" in picture.file.open("rb").read()
    rendition = picture.get_rendition("max-40x40")
    shown = rendition.file.open("rb").read()
    assert b"SecretCam" not in shown
    with Image.open(BytesIO(shown)) as small:
        assert small.size == (40, 30)
        assert not small.getexif()
