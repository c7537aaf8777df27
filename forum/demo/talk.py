"""Makes the demo's threads and chat through the product's own actions, then gives them the dates of their script."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils.timezone import localtime, now

from communities.models import Community, User
from communities.viewer import viewer_of
from forum.chat import actions as chat
from forum.chat.models import Channel, Message
from forum.threads import actions as threads
from forum.threads import cards
from forum.threads.models import Post, ReadPosition, Thread

from . import script
from .script import Conversation, Line, Stream

HERE = Path(__file__).parent


def midnight() -> datetime:
    """What "days ago" counts from: so early that "today 09:30" of the script is never in the future."""
    return localtime(now() - timedelta(hours=10)).replace(hour=0, minute=0, second=0, microsecond=0)


def make_threads(communities: dict[str, Community], people: dict[str, User]) -> int:
    """The threads of every community that are not there yet; how many those were."""
    made = 0
    for slug, community in communities.items():
        for conversation in script.conversations(HERE / "content" / f"{slug}.txt", midnight()):
            if not Thread.objects.filter(community=community, title=conversation.title).exists():
                _make_thread(community, conversation, people)
                made += 1
        newest = Thread.objects.filter(community=community).order_by("-last_post_at").first()
        if newest:
            Community.objects.filter(pk=community.pk).update(last_active_at=newest.last_post_at)
    return made


@transaction.atomic
def _make_thread(community: Community, conversation: Conversation, people: dict[str, User]) -> None:
    first, *replies = conversation.lines
    thread = threads.start_thread(
        viewer=viewer_of(people[first.who]),
        community=community,
        title=conversation.title,
        source=first.text,
        kind=conversation.kind,
        tags=conversation.tags,
    )
    for line in replies:
        post = threads.reply(viewer=viewer_of(people[line.who]), thread=thread, source=line.text)
        if line.is_answer:
            threads.accept_answer(viewer=viewer_of(people[first.who]), post=post)
    _date_back(thread, conversation.lines)


def _date_back(thread: Thread, lines: tuple[Line, ...]) -> None:
    for post, line in zip(Post.objects.filter(thread=thread).order_by("number"), lines, strict=True):
        post.written_at = line.at
        cards.draw(post, post.author)
        post.save(update_fields=["written_at", "card", "card_version"])
    Thread.objects.filter(pk=thread.pk).update(started_at=lines[0].at, last_post_at=lines[-1].at)
    # Whoever wrote here has read on for some days; what came last may be new.
    settled = sum(line.at < now() - timedelta(days=2) for line in lines)
    ReadPosition.objects.filter(thread=thread, number__lt=settled).update(number=settled)


def make_chat(communities: dict[str, Community], people: dict[str, User]) -> int:
    """The channels of the scripts with their messages, where they are not there yet; how many messages were made."""
    chat.open_first_channels()
    made = 0
    for slug, community in communities.items():
        path = HERE / "chat" / f"{slug}.txt"
        if path.exists():
            for stream in script.streams(path, midnight()):
                made += _make_stream(community, stream, people)
    return made


def _make_stream(community: Community, stream: Stream, people: dict[str, User]) -> int:
    channel = Channel.objects.filter(community=community, name=stream.name).first() or chat.open_channel(
        viewer=None, community=community, name=stream.name, purpose=stream.purpose
    )
    if channel.message_count:
        return 0
    with transaction.atomic():
        for number, line in enumerate(stream.lines):
            client_id = uuid5(NAMESPACE_URL, f"demo:{channel.pk}:{number}")
            said = chat.say(viewer=viewer_of(people[line.who]), channel=channel, source=line.text, client_id=client_id)
            Message.objects.filter(pk=said.pk).update(at=line.at)
        Channel.objects.filter(pk=channel.pk).update(last_message_at=stream.lines[-1].at)
    return len(stream.lines)
