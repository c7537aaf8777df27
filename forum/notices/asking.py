"""Urgent messages by mail: one to each person who is asked and away, in the place of the mail about the mention."""

from communities.viewer import Viewer
from forum.chat.models import Message, Presence, UrgentAsk

from .models import Notice


def is_asked(notice: Notice) -> bool:
    """Whether its person is asked to acknowledge the message that it is about: another mail tells of that."""
    return UrgentAsk.objects.filter(urgent__message=notice.message_id, user=notice.user_id).exists()


def message_for(notice: Notice, viewer: Viewer) -> Message | None:
    """The message that `viewer` still has to acknowledge, as an urgent `notice` says; None for one that is over, may
    not be read any more, was told of by mail before, or stands on a page that the viewer has open."""
    message = notice.activity.subject_id
    asks = UrgentAsk.objects.filter(urgent__message=message, urgent__ended_at=None, acknowledged_at=None)
    if viewer.is_visitor or not asks.filter(user=viewer.id).exists():
        return None
    told = Notice.objects.filter(user=viewer.id, kind=Notice.Kind.URGENT, activity__subject_id=message)
    if told.filter(mailed_at__isnull=False).exists():
        return None
    found = Message.objects.visible_to(viewer).select_related("channel__community", "author").filter(pk=message).first()
    is_here = found and Presence.objects.filter(channel=found.channel_id, user=viewer.id).here().exists()
    return None if is_here else found
