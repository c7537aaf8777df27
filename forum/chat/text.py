"""From what was typed to what is stored and shown, and to whom it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from communities.models import Membership, Reach, User
from communities.viewer import MODERATING, Viewer, viewer_of
from forum import markup

from .attached import attached
from .models import Channel, ChannelMember, MessageFile

# More names than this in one line are no message to anybody.
MOST_MENTIONS = 20
# Whoever writes @moderators calls all of them.
MODERATORS = "moderators"


@dataclass(frozen=True)
class Text:
    """A message's text in both forms; `told` are the people named in it who are there to read it."""

    source: str
    html: str
    version: int
    told: list[User]


def written(viewer: Viewer, channel: Channel, source: str, files: Iterable[MessageFile] = ()) -> Text:
    """Render `source` as the viewer writes it in `channel`, with its `files` below: names that the viewer may not know
    stay plain text."""
    document = markup.parse(source)
    named = _named(viewer, sorted(document.handles)[:MOST_MENTIONS])
    people = {user.handle: markup.Person(user.name, user.get_absolute_url()) for user in named}
    told = _members(channel, named, viewer)
    if MODERATORS in document.handles:
        people[MODERATORS] = markup.Person(_("moderators"), channel.community.get_absolute_url())
        told += [user for user in moderators_of(channel) if user.pk != viewer.id and user not in told]
    return Text(source, f"{document.html(people)}{attached(files)}", markup.VERSION, told)


def blind(viewer: Viewer, channel: Channel, source: str) -> list[str]:
    """The names of those whom `source` mentions and who cannot see `channel`, as far as the viewer may know them."""
    handles = sorted(markup.parse(source).handles - {MODERATORS})[:MOST_MENTIONS]
    named = _named(viewer, handles)
    there = {user.pk for user in _members(channel, named, viewer)} | {viewer.id}
    others = [user for user in named if user.pk not in there]
    opening = set(Reach.objects.filter(audience=channel.audience).values_list("name", flat=True)) if others else set()
    return [user.name for user in others if not viewer_of(user).names & opening]


def moderators_of(channel: Channel) -> list[User]:
    """Those who look after a channel: of a private one, those of its people who moderate it."""
    moderators = User.objects.people()
    if channel.is_private:
        there = ChannelMember.objects.current().filter(channel=channel, role=ChannelMember.Role.MODERATOR)
    else:
        there = Membership.objects.current().filter(community=channel.community_id, role__in=MODERATING)
    return list(moderators.filter(pk__in=there.values("user")))


def plain(source: str) -> str:
    """The words of a message without mark-up, for search and for one-line previews."""
    return markup.parse(source).text


def _named(viewer: Viewer, handles: list[str]) -> list[User]:
    return list(User.objects.visible_to(viewer).filter(handle__in=handles)) if handles else []


def _members(channel: Channel, people: list[User], viewer: Viewer) -> list[User]:
    others = [user for user in people if user.pk != viewer.id]
    if not others:
        return []
    belong = Membership.objects.current().filter(community_id=channel.community_id)
    if channel.is_private:
        belong = belong.filter(user__in=ChannelMember.objects.current().filter(channel=channel).values("user"))
    there = set(belong.filter(user__in=others).values_list("user_id", flat=True))
    return [user for user in others if user.pk in there]
