"""Files that hang on messages."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.timezone import now

from communities.models import reached
from communities.viewer import Viewer

from .channel import Channel
from .message import Message


def storage_path(file: MessageFile, name: str) -> str:
    """Where the bytes lie: by content, never under a name that somebody chose."""
    return f"attachments/{file.sha256[:2]}/{file.sha256}"


class MessageFileQuerySet(models.QuerySet):
    """Files, by who may have them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Those of messages that `viewer` may read, and the viewer's own that wait for theirs."""
        may_read = models.Q(reached(viewer, models.OuterRef("channel__audience")))
        said = models.Q(message__isnull=False, message__removed_at__isnull=True)
        mine = models.Q(message__isnull=True, uploaded_by=viewer.id or 0)
        return self.filter(may_read, said | mine)

    def waiting(self, viewer: Viewer, channel: Channel) -> Self:
        """What the viewer has chosen for a message that is not said yet."""
        return self.filter(uploaded_by=viewer.id or 0, channel=channel, message__isnull=True)


class MessageFile(models.Model):
    """A checked and cleaned file. It is read by whoever reads its message; until that is said, by its uploader."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="files")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=now)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    file = models.FileField(upload_to=storage_path, max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)

    objects = MessageFileQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        channel = self.channel
        return reverse("chat:file", args=[channel.community.slug, channel.slug, self.pk, self.name])

    @property
    def is_picture(self) -> bool:
        return self.width is not None
