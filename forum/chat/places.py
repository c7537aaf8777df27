"""From the names in an address to a channel and its messages, for those who may read them."""

from communities.access import visible_or_404
from communities.viewer import Viewer

from .models import Channel, Message


def channel_or_404(viewer: Viewer, slug: str, channel: str) -> Channel:
    """The channel of this address; Http404 alike for a private and for a missing one."""
    return visible_or_404(viewer, Channel.objects.select_related("community"), community__slug=slug, slug=channel)


def channel_by_id(viewer: Viewer, pk: int) -> Channel:
    """The same by its id, as topics have it."""
    return visible_or_404(viewer, Channel.objects.select_related("community"), pk=pk)


def message_or_404(viewer: Viewer, slug: str, channel: str, pk: int) -> Message:
    """A message that was not removed, with its channel and community."""
    messages = Message.objects.select_related("channel__community", "author")
    return visible_or_404(viewer, messages, channel__community__slug=slug, channel__slug=channel, pk=pk)
