"""From what was typed to what is stored and shown, and to whom it names."""

from __future__ import annotations

from dataclasses import dataclass

from communities.models import Membership, User
from communities.viewer import Viewer
from forum import markup

from .models import Channel, ChannelMember

# More names than this in one line are no message to anybody.
MOST_MENTIONS = 20


@dataclass(frozen=True)
class Text:
    """A message's text in both forms; `told` are the people named in it who are there to read it."""

    source: str
    html: str
    version: int
    told: list[User]


def written(viewer: Viewer, channel: Channel, source: str) -> Text:
    """Render `source` as the viewer writes it in `channel`: names that the viewer may not know stay plain text."""
    document = markup.parse(source)
    named = _named(viewer, sorted(document.handles)[:MOST_MENTIONS])
    people = {user.handle: markup.Person(user.name, user.get_absolute_url()) for user in named}
    return Text(source, str(document.html(people)), markup.VERSION, _members(channel, named, viewer))


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
