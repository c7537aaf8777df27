"""Saying, editing and removing. Each is one event of its channel, numbered under the lock of the channel's row."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now, timedelta
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities import activity
from communities.models import Community, Membership
from communities.prepared import Prepared
from communities.refusal import Refused, require
from communities.viewer import Viewer

from .. import rules
from ..models import (
    MAX_LENGTH,
    Channel,
    ChannelEvent,
    Conversation,
    ConversationPosition,
    Hook,
    Mention,
    Message,
    MessageRevision,
)
from ..text import Text, written
from .conversations import take_part
from .files import chosen, hang
from .log import add_event, locked, refuse_archived
from .reading import note_read

# A community's "last active" need not be true to the second, and its row is everybody's.
_ACTIVE_EVERY = timedelta(minutes=5)


def say(
    *,
    viewer: Viewer,
    channel: Channel,
    source: str,
    client_id: UUID,
    reply_to: int | None = None,
    conversation: int | None = None,
    hook: Hook | None = None,
    files: Sequence[int] = (),
) -> Message:
    """Say something in `channel`; the same `client_id` again answers the first message and says nothing new. `files`
    are ids of the viewer's own that wait for it.

    Raises PermissionDenied for people who are not members, Refused for an archived channel and for text that is
    empty or too long."""
    require(rules.may_say(viewer, channel), _("Only members write here: join the community first."))
    found = chosen(viewer, channel, files)
    text = written(viewer, channel, _checked(source, is_needed=not files), found)
    with transaction.atomic():
        held = locked(channel, even_archived=True)
        # Asked under the lock: the same line may have come by another socket a moment ago.
        if said := _said_before(viewer, client_id):
            return said
        refuse_archived(held)
        branch = Conversation.objects.filter(channel=held, pk=conversation).first() if conversation else None
        message = _create(
            viewer,
            held,
            text,
            client_id=client_id,
            reply_to=Message.objects.filter(channel=held, pk=reply_to).first() if reply_to else None,
            conversation=branch,
            hook=hook,
        )
        hang(message, found, files)
        add_event(held, ChannelEvent.Kind.MESSAGE, message=message, is_new_message=branch is None)
        _note_mentions(message, text)
        if branch:
            _said_beside(branch, message, text)
        elif hook is None:
            note_read(viewer=viewer, channel=held, seq=message.seq, number=message.number, own=1)
        _note_active(held.community, message)
        _record("message.said", message, viewer, {"mentions": [user.pk for user in text.told]})
    return message


def edit(*, viewer: Viewer, message: Message, source: str) -> ChannelEvent | None:
    """Change the wording of a message; the earlier one is kept. None when nothing changed.

    Raises PermissionDenied unless the viewer wrote it and the community's window is open."""
    hanging = list(message.files.select_related("channel__community").order_by("pk"))
    source = _checked(source, is_needed=not hanging)
    with transaction.atomic():
        channel = locked(message.channel)
        message = Message.objects.select_related("channel__community").get(pk=message.pk)
        moment = now()
        require(rules.may_edit(viewer, message, moment), _window_message(message))
        _refuse_removed(message)
        if message.source == source:
            return None
        text = written(viewer, channel, source, hanging)
        MessageRevision.objects.create(message=message, source=message.source, replaced_at=moment)
        message.source, message.html, message.html_version = text.source, text.html, text.version
        message.edited_at = moment
        message.save(update_fields=["source", "html", "html_version", "edited_at"])
        _note_mentions(message, text)
        event = add_event(channel, ChannelEvent.Kind.EDIT, message=message)
        _record("message.edited", message, viewer, {"mentions": [user.pk for user in text.told]})
    return event


def remove(*, viewer: Viewer, message: Message, reason: str = "") -> ChannelEvent | None:
    """Leave a line in the place of a message. None when that was done before.

    Raises PermissionDenied unless the viewer wrote it and the window is open, or moderates the community."""
    with transaction.atomic():
        channel = locked(message.channel, even_archived=True)
        message = Message.objects.select_related("channel__community").get(pk=message.pk)
        moment = now()
        if message.is_removed:
            return None
        require(rules.may_remove(viewer, message, moment), _window_message(message))
        message.removed_at, message.removed_by_id, message.removal_reason = moment, viewer.id, reason.strip()[:200]
        message.save(update_fields=["removed_at", "removed_by", "removal_reason"])
        message.mentions.all().delete()
        event = add_event(channel, ChannelEvent.Kind.REMOVE, message=message)
        by_moderator = message.author_id != viewer.id
        _record("message.removed", message, viewer, {"by_moderator": by_moderator})
    return event


def restore(*, viewer: Viewer, message: Message) -> ChannelEvent | None:
    """Give back to its readers what a moderator removed. None when it stands there.

    It comes as an edit does: whoever has the page open sees the words again. Raises PermissionDenied unless the viewer
    moderates the community, and for what its author removed."""
    with transaction.atomic():
        channel = locked(message.channel, even_archived=True)
        message = Message.objects.select_related("channel__community", "author").get(pk=message.pk)
        if not message.is_removed:
            return None
        require(rules.may_restore(viewer, message), _("Only moderators can show again what one of them removed."))
        message.removed_at, message.removed_by, message.removal_reason = None, None, ""
        message.save(update_fields=["removed_at", "removed_by", "removal_reason"])
        event = add_event(channel, ChannelEvent.Kind.EDIT, message=message)
        _record("message.restored", message, viewer, {})
    return event


def _checked(source: str, *, is_needed: bool) -> str:
    source = source.strip()
    if is_needed and not source:
        raise Refused("empty", _("Write something first."), status=422)
    if (over := len(source) - MAX_LENGTH) > 0:
        message = ngettext(
            "A message holds 4,000 characters: this is %(over)d too many.",
            "A message holds 4,000 characters: these are %(over)d too many.",
            over,
        )
        raise Refused("too_long", message % {"over": over}, status=422)
    return source


def _said_before(viewer: Viewer, client_id: UUID) -> Message | None:
    return _said.first(user=viewer.id, client_id=client_id)


_said: Prepared[Message] = Prepared(lambda user, client_id: Message.objects.filter(author_id=user, client_id=client_id))


def _note_active(community: Community, message: Message) -> None:
    """As the community was a moment ago: who finds that it was noted long since, notes it, and again does no harm."""
    long_since = message.at - _ACTIVE_EVERY
    if community.last_active_at < long_since:
        here = Community.objects.filter(pk=community.pk, last_active_at__lt=long_since)
        here.update(last_active_at=message.at)


def _said_beside(branch: Conversation, message: Message, text: Text) -> None:
    """It is new to those who take part there, and not to everybody in the channel."""
    take_part(branch, [user.pk for user in text.told])
    branch.message_count += 1
    branch.last_message_at = message.at
    branch.save(update_fields=["message_count", "last_message_at"])
    read = {"seq": message.seq, "number": branch.message_count}
    ConversationPosition.objects.update_or_create(user_id=message.author_id, conversation=branch, defaults=read)


def _create(viewer: Viewer, channel: Channel, text: Text, *, hook: Hook | None, **more: object) -> Message:
    stamp = viewer.user.affiliation()
    # A machine is of no agency: its name says what it is, and who let it in answers for it.
    stamped = {} if hook else {"agency_name": stamp.agency_name, "agency_type": stamp.agency_type}
    return Message.objects.create(
        channel=channel,
        seq=channel.head + 1,
        # What is said in a conversation counts there, and not in the channel.
        number=channel.message_count + (more["conversation"] is None),
        author=viewer.user,
        hook=hook,
        source=text.source,
        html=text.html,
        html_version=text.version,
        author_title="" if hook else stamp.title,
        guest_until=_guest_until(viewer, channel) if stamp.is_guest and not hook else None,
        **stamped,
        **more,
    )


def _guest_until(viewer: Viewer, channel: Channel) -> object:
    held = Membership.objects.current().filter(user_id=viewer.id, community_id=channel.community_id)
    return held.values_list("until", flat=True).first()


def _note_mentions(message: Message, text: Text) -> None:
    told = [
        Mention(message=message, user=user, channel_id=message.channel_id, number=message.number) for user in text.told
    ]
    if told:
        Mention.objects.bulk_create(told, ignore_conflicts=True)
    if message.edited_at:
        message.mentions.exclude(user__in=text.told).delete()


def _refuse_removed(message: Message) -> None:
    if message.is_removed:
        raise Refused("removed", _("This message was removed in the meantime."))


def _window_message(message: Message) -> str:
    hours = round(message.channel.community.edit_window.total_seconds() / 3600)
    return ngettext(
        "Authors can change a message for %(hours)d hour; after that, ask a moderator to remove it.",
        "Authors can change a message for %(hours)d hours; after that, ask a moderator to remove it.",
        hours,
    ) % {"hours": hours}


def _record(kind: str, message: Message, viewer: Viewer, payload: dict) -> None:
    channel = message.channel
    activity.record(
        kind=kind,
        actor=viewer,
        subject=message,
        audience=channel.audience,
        community=channel.community_id,
        payload={"channel": channel.pk, **payload},
    )
