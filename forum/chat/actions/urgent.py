"""Asking people to acknowledge a message, until they have, the sender ends it, or its time is over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import activity
from communities.limits import Limit, spend
from communities.models import Membership
from communities.refusal import Refused, require
from communities.viewer import Viewer

from .. import rules
from ..models import Channel, ChannelEvent, ChannelMember, Message, Urgent, UrgentAsk
from .log import add_event, locked
from .messages import say

# What is urgent too often is not urgent.
PACE = Limit("chat-urgent", 5, timedelta(hours=1))
MOST_ASKED = 200
RINGS_EVERY = timedelta(minutes=5)


@transaction.atomic
def say_urgent(
    *, viewer: Viewer, channel: Channel, source: str, client_id: UUID, hours: int, everybody: bool = False
) -> Message:
    """Say something that the people named in it (or `everybody` in the channel) are asked to acknowledge in `hours`.

    Raises PermissionDenied for people who do not moderate the channel, Refused where nobody or too many would be
    asked, and when it is done too often."""
    require(rules.may_moderate(viewer, channel), _("Only moderators send urgent messages."))
    message = say(viewer=viewer, channel=channel, source=source, client_id=client_id)
    if Urgent.objects.filter(message=message).exists():
        return message
    spend(PACE, str(viewer.id))
    asked = _everybody(channel) if everybody else set(message.mentions.values_list("user", flat=True))
    asked.discard(viewer.id)
    if not asked:
        raise Refused("nobody", _("Name those who are to acknowledge it, such as @moderators."), status=422)
    if len(asked) > MOST_ASKED:
        raise Refused("too_many", _("At most 200 people can be asked at once: name those who matter."), status=422)
    urgent = Urgent.objects.create(message=message, ends_at=now() + timedelta(hours=hours))
    UrgentAsk.objects.bulk_create([UrgentAsk(urgent=urgent, user_id=pk) for pk in sorted(asked)])
    message.channel = channel
    _tell(message)
    _record("message.urgent", message, viewer, {"people": sorted(asked)})
    return message


@transaction.atomic
def acknowledge(*, viewer: Viewer, message: Message) -> None:
    """The viewer has seen it. Once is enough, and the last one ends it."""
    require(rules.may_say(viewer, message.channel), _("Only members are asked."))
    asks = UrgentAsk.objects.filter(urgent__message=message)
    if not asks.filter(user=viewer.user, acknowledged_at__isnull=True).update(acknowledged_at=now()):
        return
    if not asks.filter(acknowledged_at__isnull=True).exists():
        Urgent.objects.filter(message=message, ended_at__isnull=True).update(ended_at=now())
    _tell(message)
    _record("message.acknowledged", message, viewer, {})


@transaction.atomic
def end_urgent(*, viewer: Viewer, message: Message) -> None:
    """Ask nobody any longer: the sender's right, and that of the channel's moderators."""
    allowed = message.author_id == viewer.id or rules.may_moderate(viewer, message.channel)
    require(allowed, _("Only the sender and the moderators end it."))
    if Urgent.objects.filter(message=message, ended_at__isnull=True).update(ended_at=now()):
        _tell(message)
        _record("message.acknowledged", message, viewer, {"ended": True})


def ring_again() -> None:
    """A clock job: ask those again who have not answered, and end what is over."""
    running = Urgent.objects.filter(ended_at__isnull=True).select_related("message__channel")
    for urgent in running.filter(rung_at__lte=now() - RINGS_EVERY) | running.filter(ends_at__lte=now()):
        with transaction.atomic():
            _ring(urgent)


def _ring(urgent: Urgent) -> None:
    message = urgent.message
    if urgent.ends_at <= now() or message.is_removed:
        if Urgent.objects.filter(pk=urgent.pk, ended_at__isnull=True).update(ended_at=now()):
            _tell(message)
            _record("message.acknowledged", message, None, {"ended": True})
    # Another process may have rung in this moment.
    elif Urgent.objects.filter(pk=urgent.pk, rung_at=urgent.rung_at).update(rung_at=now()):
        waiting = urgent.asks.filter(acknowledged_at__isnull=True).values_list("user", flat=True)
        _record("message.urgent", message, None, {"people": sorted(waiting)})


def _everybody(channel: Channel) -> set[int]:
    if channel.is_private:
        return set(ChannelMember.objects.current().filter(channel=channel).values_list("user", flat=True))
    return set(Membership.objects.current().filter(community=channel.community_id).values_list("user", flat=True))


def _tell(message: Message) -> None:
    add_event(locked(message.channel, even_archived=True), ChannelEvent.Kind.URGENT, message=message)


def _record(kind: str, message: Message, viewer: Viewer | None, payload: dict) -> None:
    channel = message.channel
    activity.record(
        kind=kind,
        actor=viewer,
        subject=message,
        audience=channel.audience,
        community=channel.community_id,
        payload={"channel": channel.pk, **payload},
    )
