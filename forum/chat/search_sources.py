"""What search finds of chat: each message by its words, those of one day of a channel as one row of results."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from communities.prepared import Prepared
from forum import markup
from search.documents import Document, Facts, Source
from search.documents import register as make_findable

from .models import Channel, Mention, Message


def register() -> None:
    """Called once at start-up."""
    make_findable(MessageSource())


class MessageSource(Source):
    """A message, for those who may read its channel."""

    kind, tab, label, icon = "message", "chat", _("Chat"), "chat"
    goes_by_names = True
    withdrawals = frozenset({"message.removed", "channel.changed"})
    activities = withdrawals | {"message.said", "message.edited", "message.restored"}
    arrivals = frozenset({"message.said"})

    def rows(self, ids: Collection[int]) -> Iterator[Document]:
        named: dict[int, list[int]] = {}
        for message, user in _named(ids=tuple(ids)):
            named.setdefault(message, []).append(user)
        for message in _said(ids=tuple(ids)):
            yield self._document(message, tuple(named.get(message.pk, ())))

    def ids_after(self, last: int, limit: int) -> Sequence[int]:
        return list(Message.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:limit])

    def visible_to(self, viewer: Any) -> QuerySet[Message]:
        return Message.objects.visible_to(viewer).select_related("channel__community", "author", "hook").defer("source")

    def touched(self, activity: Any) -> Iterable[int]:
        """The message itself, or all of a channel whose circle of readers changed."""
        if activity.subject_type == Channel._meta.label_lower:
            return Message.objects.filter(channel=activity.subject_id).values_list("pk", flat=True)
        return (activity.subject_id,)

    def facts(self, document: Document, thing: Message) -> Facts:
        channel = thing.channel
        return Facts(
            heading=channel.name,
            url=thing.get_absolute_url(),
            label=str(self.label),
            icon=self.icon,
            author=thing.by,
            agency=thing.agency_name,
            agency_type=thing.agency_type,
        )

    def _document(self, message: Message, mentions: tuple[int, ...]) -> Document:
        channel = message.channel
        return Document(
            kind=self.kind,
            id=message.pk,
            audience=channel.audience,
            title="",
            body=markup.words_of(message.html),
            url=message.get_absolute_url(),
            at=message.at,
            group=f"ch-{channel.pk}-{message.at:%Y%m%d}",
            community_id=channel.community_id,
            author_id=message.author_id,
            author_name=message.by,
            agency_name=message.agency_name,
            mentions=mentions,
            flags=(flag_of(channel), "has-link") if "<a href" in message.html else (flag_of(channel),),
        )


def _said_of(ids: tuple[int, ...]) -> QuerySet[Message]:
    said = Message.objects.filter(pk__in=ids, removed_at__isnull=True).defer("source")
    return said.select_related("channel__community", "author", "hook")


# Each line of chat asks these, once it was said.
_said: Prepared[Message] = Prepared(_said_of)
_named: Prepared[tuple[int, int]] = Prepared(
    lambda ids: Mention.objects.filter(message__in=ids).order_by("pk").values_list("message_id", "user_id")
)


def flag_of(channel: Channel) -> str:
    """What all documents of a channel carry, so that one can search in it alone."""
    return f"channel-{channel.pk}"
