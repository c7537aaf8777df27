"""Messages of a made-up site's chat, numbered as the log numbers them."""

import random
import uuid
from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate

from django.db import transaction

from communities.models import Community, User
from forum import markup
from forum.archive.batches import batches
from forum.chat.actions import open_first_channels
from forum.chat.models import Channel, ChannelEvent, Message

from .passages import Passage
from .period import Period
from .words import Words

BATCH = 300
POOL = 3_000


class Chatter:
    """Makes the messages of communities' channels, each channel's in the order in which they were said."""

    def __init__(self, members: dict[int, list[User]], words: Words, chance: random.Random, period: Period) -> None:
        self._members, self._chance, self._period = members, chance, period
        self._lines = [_line(words, chance) for _ in range(POOL)]

    def write(self, communities: list[Community], messages: int) -> Iterator[int]:
        """Write `messages` messages; after each transaction, how many."""
        open_first_channels()
        weights = list(accumulate(1 / rank**0.7 for rank in range(1, len(communities) + 1)))
        counts = dict.fromkeys((community.pk for community in communities), 0)
        for community in self._chance.choices(communities, cum_weights=weights, k=messages):
            counts[community.pk] += 1
        channels = Channel.objects.filter(community__in=communities).select_related("community").order_by("pk")
        for channel in channels:
            yield from self._write_channel(channel, counts.pop(channel.community_id, 0))

    def _write_channel(self, channel: Channel, count: int) -> Iterator[int]:
        moments = sorted(self._period.at(self._chance.random()) for _ in range(count))
        said = (self._message(channel, number, at) for number, at in enumerate(moments, start=1))
        for some in batches(said, BATCH):
            with transaction.atomic():
                Message.objects.bulk_create(some)
                ChannelEvent.objects.bulk_create(
                    ChannelEvent(channel=channel, seq=one.seq, kind="message", message=one, at=one.at) for one in some
                )
                last = some[-1]
                Channel.objects.filter(pk=channel.pk).update(
                    head=last.seq, message_count=last.number, last_message_at=last.at
                )
            yield len(some)

    def _message(self, channel: Channel, number: int, at: datetime) -> Message:
        line, author = self._chance.choice(self._lines), self._chance.choice(self._members[channel.community_id])
        return Message(
            channel=channel,
            seq=channel.head + number,
            number=channel.message_count + number,
            author=author,
            client_id=uuid.UUID(int=self._chance.getrandbits(128), version=4),
            source=line.source,
            html=line.html,
            html_version=markup.VERSION,
            agency_name=author.agency.name,
            agency_type=author.agency.type,
            author_title=author.title,
            at=at,
        )


def _line(words: Words, chance: random.Random) -> Passage:
    source = " ".join(words.sentence() for _ in range(chance.choice((1, 1, 1, 2))))
    return Passage(source, str(markup.parse(source).html()))
