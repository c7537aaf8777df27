"""Files that hang on messages."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse

from communities.models import reached
from communities.viewer import Viewer
from forum.threads.models import KeptFile

from .channel import Channel
from .message import Message


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


class MessageFile(KeptFile):
    """A file of a message. It is read by whoever reads its message; until that is said, by its uploader."""

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="files")

    objects = MessageFileQuerySet.as_manager()

    def get_absolute_url(self) -> str:
        channel = self.channel
        return reverse("chat:file", args=[channel.community.slug, channel.slug, self.pk, self.name])
