"""Conversations as pages show them: below the message where each began, and in the list beside the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from communities.viewer import Viewer

from .models import Channel, Conversation, ConversationPosition

MOST_BESIDE = 8


@dataclass(frozen=True)
class Branch:
    """A conversation for one reader. `new` is None for somebody who takes no part."""

    id: int
    root_id: int
    name: str
    url: str
    count: int
    new: int | None


def branches_of(viewer: Viewer, channel: Channel, messages: Iterable[int]) -> Mapping[int, Branch]:
    """The conversations that began at these messages, by message. One query."""
    return {
        branch.root_id: branch for branch in _branches(viewer, channel, _all(channel).filter(root__in=list(messages)))
    }


def latest(viewer: Viewer, channel: Channel) -> list[Branch]:
    """Those of the channel in which something was said last. One query."""
    rows = _all(channel).filter(message_count__gt=0).order_by("-last_message_at")
    return _branches(viewer, channel, rows)[:MOST_BESIDE]


def _all(channel: Channel) -> QuerySet[Conversation]:
    return Conversation.objects.filter(channel=channel, root__removed_at__isnull=True)


def _branches(viewer: Viewer, channel: Channel, rows: QuerySet[Conversation]) -> list[Branch]:
    mine = ConversationPosition.objects.filter(user=viewer.id or 0, conversation=OuterRef("pk")).values("number")
    found = rows.annotate(read=Subquery(mine[:1])).values_list("pk", "root_id", "name", "message_count", "read")
    return [
        Branch(pk, root, name, address_of(channel, pk), count, None if read is None else max(0, count - read))
        for pk, root, name, count, read in found
    ]


def address_of(channel: Channel, pk: int) -> str:
    """Where a conversation of `channel` is."""
    return reverse("chat:conversation", args=[channel.community.slug, channel.slug, pk])
