"""What can be reported: posts and messages, each with how it looks in the queue and how it is hidden there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from communities.audience import narrowed
from communities.models import Community
from communities.viewer import Viewer
from forum.chat.models import Message
from forum.threads.models import Post

from ..models import Matter, ReviewItem
from . import messages, posts
from .shown import Kind, Shown

__all__ = ["Shown", "Subject", "hide", "kind_of", "moderators_of", "place_of", "show", "shown"]

Subject = Post | Message

KINDS: Mapping[str, Kind] = {Matter.POST: posts.Posts(), Matter.MESSAGE: messages.Messages()}


def kind_of(subject: Subject) -> tuple[str, Community]:
    """Which kind of matter `subject` is, and the community whose moderators decide about it."""
    for matter, kind in KINDS.items():
        if isinstance(subject, kind.model):
            return matter, kind.community_of(subject)
    raise TypeError(f"a {type(subject).__name__} cannot be reported")


def moderators_of(subject: Subject) -> str:
    """The audience of those who decide about `subject`: the moderators of the place where it stands."""
    return narrowed(subject.channel.audience if isinstance(subject, Message) else subject.audience)


def place_of(subject: Subject) -> str:
    """The name of that place: a private channel, or else the community."""
    if isinstance(subject, Message) and subject.channel.is_private:
        return subject.channel.name
    return kind_of(subject)[1].name


def shown(viewer: Viewer, items: Iterable[ReviewItem]) -> dict[tuple[str, int], Shown]:
    """How what the items are about looks now, by matter and id; one query a kind. What is elsewhere is absent."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for item in items:
        wanted[item.matter].add(item.matter_id)
    return {(matter, pk): one for matter, ids in wanted.items() for pk, one in KINDS[matter].shown(viewer, ids).items()}


def hide(*, viewer: Viewer, item: ReviewItem, reason: str) -> None:
    """Hide what `item` is about from everybody but moderators; what is hidden already stays so."""
    KINDS[item.matter].hide(viewer=viewer, pk=item.matter_id, reason=reason)


def show(*, viewer: Viewer, item: ReviewItem, reason: str) -> None:
    """Show again what `item` is about, if a moderator had hidden it."""
    KINDS[item.matter].show(viewer=viewer, pk=item.matter_id, reason=reason)
