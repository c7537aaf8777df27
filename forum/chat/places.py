"""From the names in an address to a channel and its messages, for those who may read them."""

from django.http import Http404

from communities.access import prepared_or_404, visible_or_404
from communities.prepared import Prepared
from communities.viewer import Viewer, holding

from .models import Channel, Conversation, Message


def channel_or_404(viewer: Viewer, slug: str, channel: str) -> Channel:
    """The channel of this address; Http404 alike for a private and for a missing one."""
    return visible_or_404(viewer, Channel.objects.select_related("community"), community__slug=slug, slug=channel)


def channel_by_id(viewer: Viewer, pk: int) -> Channel:
    """The same by its id, as topics have it."""
    return prepared_or_404(_channel, viewer, pk=pk)


_channel: Prepared[Channel] = Prepared(
    lambda names, pk: Channel.objects.visible_to(holding(names)).select_related("community").filter(pk=pk)
)


def conversation_or_404(channel: Channel, pk: int) -> Conversation:
    """A conversation of a channel that has been found already, with the message where it began."""
    rows = channel.conversations.filter(pk=pk, root__removed_at__isnull=True).select_related(
        "root__author", "root__hook"
    )
    found = rows.first()
    if found is None:
        raise Http404
    found.channel = found.root.channel = channel
    return found


def message_or_404(viewer: Viewer, slug: str, channel: str, pk: int) -> Message:
    """A message that was not removed, with its channel and community."""
    messages = Message.objects.select_related("channel__community", "author", "hook", "conversation")
    return visible_or_404(viewer, messages, channel__community__slug=slug, channel__slug=channel, pk=pk)
