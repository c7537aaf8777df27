"""Conversations become threads, in short transactions that each leave the site whole. Nobody is told or mentioned.

A post and the note that its message is here are written together, so an import that was cut off goes on where it was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from communities import activity
from communities.models import Community, User
from forum import markup
from forum.models import ListMessage
from forum.threads import cards
from forum.threads.events import locked, touch
from forum.threads.models import Attachment, Post, Thread
from forum.threads.models.thread import MAX_TITLE, slug_of

from .batches import batches
from .body import to_markdown
from .files import keep
from .message import Envelope, File, content
from .people import address_of
from .reading import Place, reread
from .report import Report
from .threading import Conversation, Link

# So many posts make a transaction of some 20 ms: live writers do not feel the import.
BATCH = 20
# Logs and patches of this length are pasted into mail; a page cannot hold them.
LONGEST_TEXT = 200_000
WHOLE, GOES_ON = "whole-message.txt", "(The message goes on: all of it is in the attached file.)"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message ready to be written: all that costs time was done before the transaction."""

    link: Link
    author: User
    source: str
    html: str
    files: list[Attachment]

    @property
    def key(self) -> str:
        return self.link.envelope.key


@dataclass(slots=True)
class Written:
    """Where a message stands as a post; its id is known once the post has been inserted."""

    thread_id: int
    number: int
    post_id: int | None = None


class Writing:
    """Writes the conversations of one import."""

    def __init__(
        self, community: Community, people: Mapping[str, User], places: Mapping[str, Place], report: Report
    ) -> None:
        self._community, self._people, self._places, self._report = community, people, places, report
        self._written: dict[str, Written] = {}

    def write(self, conversation: Conversation) -> Iterator[int]:
        """Write the thread of `conversation`, or continue it where it is known; after each transaction, how many."""
        thread = Thread.objects.get(pk=conversation.home) if conversation.home is not None else None
        self._look_up({link.parent for link in conversation.links if link.parent} - self._written.keys())
        for links in batches(conversation.links, BATCH):
            prepared = [self._prepare(link) for link in links]
            with transaction.atomic():
                thread = locked(thread) if thread else self._begin(conversation.subject, prepared[0])
                self._append(thread, prepared, conversation.missing)
            yield len(links)

    def _look_up(self, keys: set[str]) -> None:
        """Where earlier imports put the messages that are answered now."""
        rows = ListMessage.objects.filter(community=self._community, post__isnull=False)
        for some in batches(sorted(keys), 400):
            found = rows.filter(key__in=some).values_list("key", "post__thread_id", "post__number", "post_id")
            self._written |= {key: Written(*where) for key, *where in found}

    def _prepare(self, link: Link) -> Prepared:
        inside = content(reread(self._places[link.envelope.key]))
        text, rest = _cut(inside.text)
        source = to_markdown(text) or "(no text)"
        self._report.signatures_left_out += inside.signatures_left_out
        self._report.html_alone += inside.was_html
        author = self._people[address_of(link.envelope.author)]
        files = self._keep([*rest, *inside.files], author, link.envelope)
        return Prepared(link, author, source, str(markup.parse(source).html()), files)

    def _keep(self, found: list[File], author: User, one: Envelope) -> list[Attachment]:
        """Store the files of a message; their rows are written with its post."""
        kept: list[Attachment] = []
        for file in found:
            taken = [other.name for other in kept]
            row = keep(file, community=self._community, author=author, sent_at=one.sent_at, taken=taken)
            if row is None:
                self._report.files_refused.append(f"{self._places[one.key]} {file.name}")
            else:
                kept.append(row)
        self._report.files_kept += len(kept)
        return kept

    def _begin(self, subject: str, first: Prepared) -> Thread:
        title = subject if len(subject) <= MAX_TITLE else subject[: MAX_TITLE - 1] + "…"
        thread = Thread(
            community=self._community,
            origin=Thread.Origin.MAIL,
            title=title,
            slug=slug_of(title),
            started_by=first.author,
            started_at=first.link.envelope.sent_at,
            last_post_at=first.link.envelope.sent_at,
            last_post_by=first.author,
        )
        thread.audience = thread.open_audience
        thread.save()
        return thread

    def _append(self, thread: Thread, prepared: list[Prepared], missing: list[str]) -> None:
        for file in (file for one in prepared for file in one.files):
            # The card of the post names the file by its id, so the file comes first.
            file.community, file.audience = thread.community, thread.audience
            file.save(force_insert=True)
        posts = [self._post(thread, one) for one in prepared]
        Post.objects.bulk_create(posts)
        for one, post in zip(prepared, posts, strict=True):
            self._written[one.key].post_id = post.pk
            Attachment.objects.filter(pk__in=[file.pk for file in one.files]).update(post=post)
        self._link(prepared, posts)
        self._remember(thread, prepared, missing)
        _count(thread, posts)
        touch(self._community, max(posts, key=lambda post: post.written_at))
        activity.record(
            kind="thread.imported", actor=None, subject=thread, audience=thread.audience, community=thread.community_id
        )

    def _post(self, thread: Thread, one: Prepared) -> Post:
        thread.last_number += 1
        self._written[one.key] = Written(thread.pk, thread.last_number)
        post = Post(
            thread=thread,
            number=thread.last_number,
            author=one.author,
            source=one.source,
            html=one.html,
            html_version=markup.VERSION,
            written_at=one.link.envelope.sent_at,
            audience=thread.audience,
        )
        answered = self._answered(one, post)
        cards.draw(post, one.author, one.files, answered.number if answered else None)
        return post

    def _answered(self, one: Prepared, post: Post) -> Written | None:
        """The post that a message answers, if it stands in the same thread."""
        answered = self._written.get(one.link.parent or "")
        return answered if answered and answered.thread_id == post.thread_id else None

    def _link(self, prepared: list[Prepared], posts: list[Post]) -> None:
        """Say which post each one answers, now that all of them have ids."""
        answers = []
        for one, post in zip(prepared, posts, strict=True):
            if answered := self._answered(one, post):
                post.reply_to_id = answered.post_id
                answers.append(post)
        Post.objects.bulk_update(answers, ["reply_to"])

    def _remember(self, thread: Thread, prepared: list[Prepared], missing: list[str]) -> None:
        """Note which messages are here, and which are only named; a place that was waiting for its message gets it."""
        rows = [
            ListMessage(
                community=self._community,
                key=one.key,
                message_id=one.link.envelope.message_id[:998],
                thread=thread,
                post_id=self._written[one.key].post_id,
            )
            for one in prepared
        ]
        ListMessage.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["community", "key"],
            update_fields=["post", "message_id", "thread"],
        )
        named = [ListMessage(community=self._community, key=key, thread=thread) for key in missing]
        ListMessage.objects.bulk_create(named, ignore_conflicts=True)


def _cut(text: str) -> tuple[str, list[File]]:
    """What of `text` becomes the post, and the whole of it as a file where that is less: nothing of a mail is lost."""
    if len(text) <= LONGEST_TEXT:
        return text, []
    shown = text[: text.rfind("\n", 0, LONGEST_TEXT) + 1] or text[:LONGEST_TEXT]
    return f"{shown.rstrip()}\n\n{GOES_ON}", [File(WHOLE, "text/plain", text.encode())]


def _count(thread: Thread, posts: list[Post]) -> None:
    """Keep the thread's counters; mail of an older archive never makes a thread look younger."""
    thread.posts_count += len(posts)
    thread.last_shown = thread.last_number
    last = max(posts, key=lambda post: post.written_at)
    if last.written_at >= thread.last_post_at:
        thread.last_post_at, thread.last_post_by_id = last.written_at, last.author_id
    thread.save(update_fields=["posts_count", "last_number", "last_shown", "last_post_at", "last_post_by"])
