"""Coming, going and writing: what open pages of a channel tell each other. It is told, and not kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import doorbell
from communities.models import Community
from communities.refusal import require
from communities.viewer import Viewer

from .. import rules
from ..models import Channel, Habits, Presence, Room

# A page that is still being written in says so again before this is over.
TYPING_LASTS = timedelta(seconds=6)


def tell_rooms(channels: Iterable[int]) -> None:
    """Raise the version of these channels' rooms and tell their open pages after the commit."""
    ids = sorted(set(channels))
    with transaction.atomic():
        Room.objects.bulk_create([Room(channel_id=pk) for pk in ids], ignore_conflicts=True)
        Room.objects.filter(channel__in=ids).update(head=F("head") + 1)
        for pk, head in Room.objects.filter(channel__in=ids).values_list("channel_id", "head"):
            doorbell.ring(f"room:{pk}", head)


def tell_rooms_of(communities: Iterable[Community | int]) -> None:
    """The circle of readers of these communities may have changed."""
    tell_rooms(Channel.objects.filter(community__in=communities, archived_at__isnull=True).values_list("pk", flat=True))


@transaction.atomic
def note_here(*, viewer: Viewer, channel: Channel, is_here: bool) -> None:
    """The viewer has the channel open, or has just left it; those who went without a word are counted out.

    Nothing is noted of people who hide it. Raises PermissionDenied for people who only read."""
    require(rules.may_say(viewer, channel), _("Only members are shown."))
    there = Presence.objects.filter(channel=channel)
    others_went = there.lapsed().delete()[0]
    if is_here and habits_of(viewer.id).shows_presence:
        changed = _come(viewer, channel)
    else:
        changed = bool(there.filter(user=viewer.user, is_shown=True).delete()[0])
    if changed or others_went:
        tell_rooms([channel.pk])


@transaction.atomic
def note_typing(*, viewer: Viewer, channel: Channel, is_typing: bool) -> None:
    """The viewer is writing a line, or has stopped. Nothing is noted of people who hide it."""
    require(rules.may_say(viewer, channel), _("Only members are shown."))
    if is_typing and not habits_of(viewer.id).shows_typing:
        return
    until = now() + TYPING_LASTS if is_typing else None
    mine = Presence.objects.filter(channel=channel, user=viewer.user)
    if not mine.update(typing_until=until) and is_typing:
        Presence.objects.bulk_create(
            [Presence(channel=channel, user=viewer.user, is_shown=False, typing_until=until)], ignore_conflicts=True
        )
    tell_rooms([channel.pk])


@transaction.atomic
def leave_rooms(user_id: int, communities: Iterable[Community | int]) -> None:
    """Somebody may not be in these communities any more."""
    Presence.objects.filter(user=user_id, channel__community__in=communities).delete()


@transaction.atomic
def change_habits(*, viewer: Viewer, shows_presence: bool, shows_typing: bool) -> None:
    """What the viewer lets others see. What is hidden is gone from their screens at once."""
    shown = {"shows_presence": shows_presence, "shows_typing": shows_typing}
    Habits.objects.update_or_create(user=viewer.user, defaults=shown)
    mine = Presence.objects.filter(user=viewer.user)
    channels = list(mine.values_list("channel", flat=True))
    if not shows_typing:
        mine.update(typing_until=None)
    if not shows_presence:
        mine.update(is_shown=False)
    tell_rooms(channels)


def habits_of(user_id: int | None) -> Habits:
    """What a person lets others see; all of it, for somebody who never chose."""
    return Habits.objects.filter(user=user_id).first() or Habits(user_id=user_id)


def _come(viewer: Viewer, channel: Channel) -> bool:
    """True when the others did not know yet."""
    mine = Presence.objects.filter(channel=channel, user=viewer.user)
    if mine.filter(is_shown=True).update(seen_at=now()):
        return False
    if not mine.update(seen_at=now(), is_shown=True):
        Presence.objects.bulk_create([Presence(channel=channel, user=viewer.user)], ignore_conflicts=True)
    return True
