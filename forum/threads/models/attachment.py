"""Files that hang on posts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from communities.models import Audienced, Community

from .post import Post


def storage_path(attachment: Attachment, name: str) -> str:
    """Where the bytes lie: by content, never under a name that somebody chose."""
    return f"attachments/{attachment.sha256[:2]}/{attachment.sha256}"


class Attachment(Audienced):
    """A checked and cleaned file. Until its post is published it is its uploader's alone."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=now)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    file = models.FileField(upload_to=storage_path, max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "name"], condition=models.Q(post__isnull=False), name="attachment_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.community.get_absolute_url()}files/{self.pk}/{self.name}"

    @property
    def is_picture(self) -> bool:
        return self.width is not None
