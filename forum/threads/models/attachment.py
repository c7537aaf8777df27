"""Files that hang on posts."""

from __future__ import annotations

from django.db import models

from communities.models import Audienced, Community

from .kept_file import KeptFile
from .post import Post


class Attachment(KeptFile, Audienced):
    """A file of a post. Until that is published it is its uploader's alone."""

    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "name"], condition=models.Q(post__isnull=False), name="attachment_name_once"
            )
        ]

    def get_absolute_url(self) -> str:
        return f"{self.community.get_absolute_url()}files/{self.pk}/{self.name}"
