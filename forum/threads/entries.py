"""What stands on a page of a thread: cards of posts, lines in the place of others, acts of moderators, what is new."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from communities.prepared import Prepared
from communities.viewer import Viewer, holding

from . import cards
from .addresses import page_of
from .lines import PostLine, post_lines
from .models import Post, Thread, ThreadEvent


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on the page. `kind` says which part of the template shows it: html, new, event or elsewhere."""

    kind: str
    html: SafeString | str = ""
    count: int = 0
    event: ThreadEvent | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How the viewer stands to the thread: the last number read (None when never opened), and how many are new."""

    position: int | None = None
    new: int = 0


def entries(viewer: Viewer, thread: Thread, numbers: range, reading: Reading) -> list[Entry]:
    """Everything on the page of these numbers, in order. Two queries: the posts, and what moderators did."""
    found = _posts(names=viewer.sorted_names, thread=thread.pk, first=numbers.start, last=numbers.stop - 1)
    posts = [PostLine(*row) for row in found]
    events = list(_events(thread, numbers)) if thread.event_head > thread.last_number else []
    answer = _answer(viewer, thread, posts, numbers)
    return list(_in_order(thread, posts, events, answer, reading))


def _posts_of(names: Iterable[str], thread: int, first: int, last: int) -> QuerySet[Post]:
    return post_lines(Post.objects.filter(thread_id=thread).numbered(first, last), holding(names))


_posts: Prepared[tuple[Any, ...]] = Prepared(_posts_of)


def _events(thread: Thread, numbers: range) -> Iterable[ThreadEvent]:
    happened = thread.events.filter(
        kind__in=ThreadEvent.NOTABLE, after_number__gte=numbers.start, after_number__lt=numbers.stop
    )
    return happened.select_related("actor").order_by("seq")


def _answer(viewer: Viewer, thread: Thread, posts: list[PostLine], numbers: range) -> PostLine | None:
    """The answer, to stand under the question too unless it does so already; from its own page in one more query."""
    if thread.answer_id is None or numbers.start != 1:
        return None
    here = next((post for post in posts if post.pk == thread.answer_id), None)
    if here is not None and here.number == 2:
        return None
    return here or PostLine(*post_lines(Post.objects.filter(pk=thread.answer_id), viewer).get())


def _in_order(
    thread: Thread, posts: list[PostLine], events: list[ThreadEvent], answer: PostLine | None, reading: Reading
) -> Iterator[Entry]:
    first_new = reading.position + 1 if reading.position and reading.new else None
    for post in posts:
        if first_new is not None and post.number >= first_new:
            yield Entry("new", count=reading.new)
            first_new = None
        yield Entry("html", html=_html(thread, post))
        if post.is_opening and answer is not None and answer.is_readable:
            yield Entry("html", html=cards.as_answer(cards.current(answer), page_of(answer.number)))
        yield from (Entry("event", event=event) for event in events if event.after_number == post.number)


def _html(thread: Thread, post: PostLine) -> SafeString:
    if not post.is_shown or not post.is_readable:
        return cards.tombstone(post)
    card = cards.current(post)
    return cards.marked_as_answer(card) if post.pk == thread.answer_id else card
