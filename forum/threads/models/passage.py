"""What attached files say, in passages that can be found and cited."""

from __future__ import annotations

from typing import Self

from django.db import models

from communities.viewer import Viewer

from .attachment import Attachment


class FileReading(models.Model):
    """That a file is to be read for search, and when it was. One that cannot be read is read once and says nothing."""

    attachment = models.OneToOneField(Attachment, primary_key=True, on_delete=models.CASCADE, related_name="reading")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["attachment"], condition=models.Q(read_at__isnull=True), name="file_waits_for_reading")
        ]

    def __str__(self) -> str:
        return f"reading of {self.attachment_id}"


class PassageQuerySet(models.QuerySet):
    """Passages, by what a viewer may read of the posts that their files hang on."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(attachment__in=Attachment.objects.visible_to(viewer).filter(post__isnull=False))


class Passage(models.Model):
    """Some four hundred words of a file. `page` is the page of a PDF or the slide of a presentation."""

    attachment = models.ForeignKey(Attachment, on_delete=models.CASCADE, related_name="passages")
    page = models.PositiveIntegerField(null=True, blank=True)
    text = models.TextField()

    objects = PassageQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.attachment}, passage {self.pk}"
