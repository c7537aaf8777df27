"""Who is in a private channel. Rows are history, and whoever leaves the community leaves its channels too."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import activity, audience, doorbell, frame
from communities.models import Community, Membership, Reach, User
from communities.refusal import Refused, require
from communities.viewer import Viewer

from .. import rules
from ..models import Channel, ChannelMember, Presence, ReadPosition
from .rooms import tell_rooms

Role = ChannelMember.Role


def open_private(channel: Channel, viewer: Viewer) -> None:
    """Give a channel that has just been made its own circle of readers, with its maker as the first."""
    channel.audience = audience.channel(channel.pk)
    channel.save(update_fields=["audience"])
    moderators = audience.channel_moderators(channel.pk)
    Reach.objects.bulk_create(
        [
            Reach(audience=channel.audience, name=audience.channel_name(channel.pk)),
            Reach(audience=moderators, name=audience.channel_moderator_name(channel.pk)),
        ]
    )
    ChannelMember.objects.create(channel=channel, user=viewer.user, role=Role.MODERATOR, added_by=viewer.user)


@transaction.atomic
def let_in(*, viewer: Viewer, channel: Channel, user: User) -> ChannelMember:
    """Let a member of the community into a private channel, with all that was said there.

    Raises PermissionDenied unless the viewer moderates the channel, Refused for people of other communities."""
    require(rules.may_moderate(viewer, channel), _("Only the moderators of this channel let people in."))
    if not Membership.objects.current().filter(user=user, community=channel.community_id).exists():
        raise Refused("no_member", _("Only members of the community can be let in."), status=422)
    _locked(channel)
    held = ChannelMember.objects.current().filter(channel=channel, user=user).first()
    if held:
        return held
    member = ChannelMember.objects.create(channel=channel, user=user, added_by=viewer.user)
    start = {"seq": channel.head, "number": channel.message_count}
    ReadPosition.objects.update_or_create(user=user, channel=channel, defaults=start)
    _record("channel.member_added", member, viewer)
    frame.changed([user.pk])
    tell_rooms([channel.pk])
    return member


@transaction.atomic
def let_out(*, viewer: Viewer, channel: Channel, user: User) -> None:
    """End somebody's stay in a private channel: the own one, or as a moderator anybody's."""
    allowed = rules.may_moderate(viewer, channel) or (viewer.id == user.pk and rules.may_say(viewer, channel))
    require(allowed, _("Only the moderators of this channel remove people."))
    _locked(channel)
    held = ChannelMember.objects.current().filter(channel=channel, user=user).first()
    if held:
        _end(held, viewer)


@transaction.atomic
def make_channel_moderator(*, viewer: Viewer, channel: Channel, user: User, is_moderator: bool = True) -> None:
    """Have a member of a private channel say who is in it, or no longer. The last one stays."""
    require(rules.may_moderate(viewer, channel), _("Only the moderators of this channel choose others."))
    _locked(channel)
    role = Role.MODERATOR if is_moderator else Role.MEMBER
    there = ChannelMember.objects.current().filter(channel=channel)
    if not is_moderator and not there.filter(role=Role.MODERATOR).exclude(user=user).exists():
        raise Refused("last_moderator", _("Choose another moderator first: somebody has to say who is in."))
    if there.filter(user=user).exclude(role=role).update(role=role):
        doorbell.recheck(user.pk)


@transaction.atomic
def leave_private_channels(user_id: int, communities: Iterable[Community | int]) -> None:
    """Somebody has left these communities; that they read nothing there any more was so at once."""
    there = ChannelMember.objects.current().filter(user=user_id, channel__community__in=communities)
    for member in there.select_related("channel"):
        _end(member, None)


def _end(member: ChannelMember, viewer: Viewer | None) -> None:
    channel = member.channel
    member.until, member.ended_by_id = now(), viewer.id if viewer else None
    member.save(update_fields=["until", "ended_by"])
    Presence.objects.filter(channel=channel, user=member.user_id).delete()
    _keep_a_moderator(channel)
    _record("channel.member_removed", member, viewer)
    doorbell.recheck(member.user_id)
    frame.changed([member.user_id])
    tell_rooms([channel.pk])


def _keep_a_moderator(channel: Channel) -> None:
    """When the last moderator goes, whoever is there for the longest time follows."""
    there = ChannelMember.objects.current().filter(channel=channel).order_by("since", "pk")
    if not there.filter(role=Role.MODERATOR).exists() and (next_one := there.first()):
        next_one.role = Role.MODERATOR
        next_one.save(update_fields=["role"])


def _locked(channel: Channel) -> None:
    """Comings and goings of one channel happen one after the other."""
    if not Channel.objects.select_for_update().get(pk=channel.pk).is_private:
        raise Refused("not_private", _("Every member of the community is in this channel."), status=422)


def _record(kind: str, member: ChannelMember, viewer: Viewer | None) -> None:
    channel = member.channel
    activity.record(
        kind=kind,
        actor=viewer,
        subject=channel,
        audience=channel.audience,
        community=channel.community_id,
        payload={"user": member.user_id},
    )
