"""Beginning a conversation at a message, and where each of its people is in it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from communities.refusal import Refused, require
from communities.viewer import Viewer

from .. import rules
from ..models import ChannelEvent, Conversation, ConversationPosition, Message
from .log import add_event, locked


@transaction.atomic
def begin_conversation(*, viewer: Viewer, root: Message, name: str) -> Conversation:
    """Give the replies to `root` a place and a name of their own; the one that is there already is answered.

    Raises PermissionDenied for people who only read, Refused where the message was removed or is a reply itself."""
    require(rules.may_say(viewer, root.channel), _("Only members write here: join the community first."))
    channel = locked(root.channel)
    root = Message.objects.select_related("author").get(pk=root.pk)
    if root.is_removed:
        raise Refused("removed", _("This message was removed in the meantime."))
    if root.conversation_id:
        raise Refused("within", _("This message stands in a conversation already."), status=422)
    if held := Conversation.objects.filter(root=root).first():
        return held
    name = name.strip()[: Conversation._meta.get_field("name").max_length]
    if not name:
        raise Refused("empty", _("Give it a name, so that others find it."), status=422)
    made = Conversation.objects.create(channel=channel, root=root, name=name, started_by=viewer.user)
    take_part(made, {viewer.id, root.author_id})
    add_event(channel, ChannelEvent.Kind.CONVERSATION, message=root)
    return made


def take_part(conversation: Conversation, user_ids: Iterable[int]) -> None:
    """From now on what is said there is new to these people. Whoever takes part already stays where they are."""
    read = {"seq": 0, "number": conversation.message_count}
    ConversationPosition.objects.bulk_create(
        [ConversationPosition(user_id=pk, conversation=conversation, **read) for pk in user_ids], ignore_conflicts=True
    )


def note_conversation_read(*, viewer: Viewer, conversation: Conversation, seq: int) -> None:
    """The viewer, who takes part, has read all that was said up to event `seq`."""
    mine = ConversationPosition.objects.filter(user=viewer.user, conversation=conversation, seq__lt=seq)
    later = conversation.messages.filter(seq__gt=seq).count()
    mine.update(seq=seq, number=conversation.message_count - later)
