"""Pictures and files that editors upload. Each has the audience of what shows it, and is sent by a view that asks."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.base import File as Content
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, ImageQuerySet

from ..metadata import carries_metadata, redrawn
from .audience import Audienced, AudienceQuerySet


class PictureQuerySet(AudienceQuerySet, ImageQuerySet):
    """Pictures, by who may see them."""


class FileQuerySet(AudienceQuerySet, DocumentQuerySet):
    """Files, by who may read them."""


class Picture(Audienced, AbstractImage):
    """A picture in a page. Before that is published, only its uploader and the editors of its place see it."""

    # No tags: Wagtail lists everybody's. No focal point: nothing here crops around one.
    admin_form_fields = ("title", "file", "description", "collection")

    objects = PictureQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_picture", "Can choose picture")]

    def generate_rendition_file(self, filter: Filter, *, source: Content | None = None) -> Content:
        """The picture in one size. Wagtail copies metadata along; here none leaves the house, however it came in."""
        file = super().generate_rendition_file(filter, source=source)
        return ContentFile(redrawn(file), name=file.name) if carries_metadata(file) else file


class Rendition(AbstractRendition):
    """A picture in one size: the only form in which pictures leave the house."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]

    @property
    def url(self) -> str:
        """The address of our view: the storage's own addresses are not served."""
        return reverse("communities:picture", args=[self.pk, self.file.name.rpartition("/")[2]])


class File(Audienced, AbstractDocument):
    """A file to download, such as a paper's PDF."""

    admin_form_fields = ("title", "file", "collection")

    page_count = models.PositiveIntegerField(null=True, editable=False)
    text = models.TextField(blank=True, editable=False, help_text=_("What search reads; taken from a PDF."))

    objects = FileQuerySet.as_manager()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        permissions = [("choose_file", "Can choose file")]

    def clean(self) -> None:
        """Refuse what only calls itself a PDF: readers are shown PDF files inside the browser."""
        super().clean()
        if self.file and self.file_extension.lower() == "pdf":
            with self.open_file() as content:
                if b"%PDF-" not in content.read(1024):
                    raise ValidationError({"file": _("This is not a PDF. Save it as one, and choose it again.")})

    @property
    def url(self) -> str:
        """The address of our view."""
        return reverse("communities:file", args=[self.pk, self.filename])
