"""What a picture loses when it is uploaded in the editor: the camera, the time and the place that it carries inside."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.images.forms import BaseImageForm

from ..metadata import redrawn


class PictureForm(BaseImageForm):
    """The form behind every upload of a picture."""

    def clean_file(self) -> Any:
        """A new file without its metadata; a kept one as it is."""
        file = self.cleaned_data["file"]
        return without_metadata(file) if isinstance(file, UploadedFile) else file


def without_metadata(file: UploadedFile) -> SimpleUploadedFile:
    """The uploaded picture, redrawn."""
    return SimpleUploadedFile(file.name, redrawn(file), content_type=file.content_type)
