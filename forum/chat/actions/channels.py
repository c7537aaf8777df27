"""Making channels, naming them, opening them to readers, archiving them: the moderators' business."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext as _

from communities import activity, doorbell
from communities.audience import NOBODY
from communities.models import Community
from communities.refusal import require
from communities.viewer import Viewer

from .. import rules
from ..models import FIRST, Channel
from .private import open_private

RESERVED_SLUGS = frozenset({"new"})


@transaction.atomic
def open_channel(
    *,
    viewer: Viewer | None,
    community: Community,
    name: str,
    purpose: str = "",
    is_open: bool = False,
    is_private: bool = False,
) -> Channel:
    """Make a channel in `community`: for its members, (`is_open`) for all its readers, or (`is_private`) for those
    alone whom its maker lets in. No viewer means set-up.

    Raises PermissionDenied unless the viewer moderates the community, ValidationError for a name that is taken."""
    allowed = viewer is None or rules.may_make_channels(viewer, community.pk)
    require(allowed, _("Only moderators make channels."))
    channel = Channel(
        community=community,
        name=name.strip(),
        purpose=purpose.strip(),
        audience=NOBODY if is_private else _audience(community, is_open),
        is_private=is_private,
    )
    channel.slug = _free_slug(channel)
    channel.full_clean(exclude=["community"])
    channel.save()
    if is_private:
        open_private(channel, viewer)
    _record("channel.created", channel, viewer)
    return channel


@transaction.atomic
def change_channel(*, viewer: Viewer, channel: Channel, name: str, purpose: str, is_open: bool) -> Channel:
    """Give a channel another name, purpose or audience. Its address stays, since people have noted it."""
    require(rules.may_moderate(viewer, channel), _("Only moderators change channels."))
    held = Channel.objects.select_for_update().select_related("community").get(pk=channel.pk)
    narrows = held.is_open and not is_open
    held.name, held.purpose = name.strip(), purpose.strip()
    # What was written among a few is not shown to more of them by a box that somebody ticks.
    if not held.is_private:
        held.audience = _audience(held.community, is_open)
    held.full_clean(exclude=["community"])
    held.save(update_fields=["name", "purpose", "audience"])
    _record("channel.changed", held, viewer)
    if narrows:
        doorbell.narrow(held.topic)
    return held


@transaction.atomic
def archive_channel(*, viewer: Viewer, channel: Channel) -> None:
    """Close a channel for writing. What was said stays readable and findable."""
    require(rules.may_moderate(viewer, channel), _("Only moderators archive channels."))
    if Channel.objects.filter(pk=channel.pk, archived_at__isnull=True).update(archived_at=now()):
        _record("channel.archived", channel, viewer)


@transaction.atomic
def reopen_channel(*, viewer: Viewer, channel: Channel) -> None:
    """Take a channel out of the archive."""
    require(rules.may_moderate(viewer, channel), _("Only moderators take channels out of the archive."))
    if Channel.objects.filter(pk=channel.pk, archived_at__isnull=False).update(archived_at=None):
        _record("channel.reopened", channel, viewer)


def open_first_channels() -> None:
    """Give every community that has no channel its first one. Safe to repeat, and to run twice at once."""
    for community in Community.objects.filter(channels__isnull=True):
        with transaction.atomic():
            Community.objects.select_for_update().get(pk=community.pk)
            if not community.channels.exists():
                purpose = _("What has no channel of its own yet")
                open_channel(viewer=None, community=community, name=FIRST, purpose=purpose)


def _audience(community: Community, is_open: bool) -> str:
    return community.readers_audience if is_open else community.members_audience


def _free_slug(channel: Channel) -> str:
    slug = slugify(channel.name)[:50]
    if not slug or slug in RESERVED_SLUGS:
        raise ValidationError({"name": _("Choose a name with letters or digits; “new” is used by the site itself.")})
    if Channel.objects.filter(community=channel.community, slug=slug).exists():
        raise ValidationError({"name": _("This community has a channel of this name already.")})
    return slug


def _record(kind: str, channel: Channel, viewer: Viewer | None) -> None:
    activity.record(kind=kind, actor=viewer, subject=channel, audience=channel.audience, community=channel.community_id)
