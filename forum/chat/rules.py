"""Who may do what in chat: pure answers, no queries. Whether a channel can be read is its audience's business."""

from datetime import datetime

from communities import audience
from communities.viewer import Viewer

from .models import Channel, Message


def may_make_channels(viewer: Viewer, community_id: int) -> bool:
    """The community's moderators do."""
    return viewer.moderates(community_id)


def may_say(viewer: Viewer, channel: Channel) -> bool:
    """Members write, guests too; readers of an open channel read. A private channel has members of its own."""
    if channel.is_private:
        return audience.channel_name(channel.pk) in viewer.names
    return viewer.is_member_of(channel.community_id)


def may_edit(viewer: Viewer, message: Message, at: datetime) -> bool:
    """The author, while the community's window lasts. Nobody changes the words of somebody else."""
    window = message.channel.community.edit_window
    return may_say(viewer, message.channel) and message.speaker_id == viewer.id and at - message.at <= window


def may_remove(viewer: Viewer, message: Message, at: datetime) -> bool:
    """The author while the window lasts, and the moderators at any time."""
    return may_moderate(viewer, message.channel) or may_edit(viewer, message, at)


def may_restore(viewer: Viewer, message: Message) -> bool:
    """The moderators, what one of them removed. What its author took back stays away."""
    return may_moderate(viewer, message.channel) and message.removed_by_id != message.author_id


def may_moderate(viewer: Viewer, channel: Channel) -> bool:
    """Rename, open and archive a channel, and remove anybody's messages: the community's moderators, and in a private
    channel those of its members who moderate it."""
    if channel.is_private:
        return audience.channel_moderator_name(channel.pk) in viewer.names
    return viewer.moderates(channel.community_id)


def private_channels(viewer: Viewer) -> tuple[int, ...]:
    """The private channels that the viewer is in."""
    return audience.ids_named(audience.IN_CHANNEL, viewer.names)
