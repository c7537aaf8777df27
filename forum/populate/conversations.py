"""Threads and posts of a made-up site, written by hundreds: the same rows that the actions would have written."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate

from django.db import transaction

from communities.models import Community, User
from forum import markup
from forum.archive.batches import batches
from forum.threads.models import CommunityMark, Post, ReadPosition, Thread, ThreadTag
from forum.threads.models.thread import slug_of

from .cards import Cards
from .passages import Passage, Passages
from .period import Period
from .rows import Rows, moment
from .words import Words

# So many posts make a transaction of some 40 ms.
BATCH = 200
_TAGS = ["how-to", "grants", "vendors", "templates", "training", "winter", "forms", "data", "policy", "lessons"]
_KINDS = ["discussion"] * 6 + ["question"] * 3 + ["announcement"]


@dataclass(frozen=True, slots=True)
class Draft:
    """One post to be."""

    number: int
    author: User
    at: datetime
    text: Passage
    card: str
    card_version: int


@dataclass(slots=True)
class Plan:
    """One thread to be: where, how many posts, and who writes in it."""

    thread: Thread
    count: int
    writers: list[User]
    posts: list[Draft] = field(default_factory=list)


class Conversations:
    """Makes threads for communities and their members, in the order in which they began."""

    def __init__(
        self,
        members: dict[int, list[User]],
        words: Words,
        passages: Passages,
        chance: random.Random,
        period: Period,
    ) -> None:
        self._members, self._words, self._passages = members, words, passages
        self._chance, self._period = chance, period
        self._cards = Cards()
        self._posts = Rows(Post, _DIFFERING)

    def write(self, communities: list[Community], threads: int, posts: int) -> Iterator[int]:
        """Write `threads` threads with `posts` posts among them; after each transaction, how many posts."""
        plans = self._plans(communities, threads, posts)
        for some in _handfuls(plans):
            with self._cards:
                for plan in some:
                    self._fill(plan)
            with transaction.atomic():
                self._insert(some)
            yield sum(len(plan.posts) for plan in some)

    def read(self, communities: list[Community], each: int) -> None:
        """Let members have read: up to the day they joined, and some threads up to some post."""
        marks = [
            CommunityMark(user=user, community=community, at=self._period.at(0.5 + self._chance.random() / 2))
            for community in communities
            for user in self._members[community.pk]
        ]
        for some in batches(marks, 500):
            CommunityMark.objects.bulk_create(some)
        rows = Thread.objects.filter(community__in=communities).values_list("pk", "community_id", "last_number")
        for some in batches(rows.order_by("pk").iterator(1_000), 200):
            ReadPosition.objects.bulk_create(
                ReadPosition(user=user, thread_id=pk, number=self._chance.randint(1, last))
                for pk, community_id, last in some
                for user in self._some_of(self._members[community_id], each)
            )

    def _some_of(self, people: list[User], most: int) -> list[User]:
        return self._chance.sample(people, min(most, len(people)))

    def _plans(self, communities: list[Community], threads: int, posts: int) -> Iterator[Plan]:
        """Large communities have more threads, and a few threads most of the posts."""
        weights = list(accumulate(1 / rank**0.7 for rank in range(1, len(communities) + 1)))
        sizes = _sizes(threads, posts, self._chance)
        starts = sorted(self._chance.random() for _ in range(threads))
        for size, start in zip(sizes, starts, strict=True):
            community = self._chance.choices(communities, cum_weights=weights)[0]
            writers = self._some_of(self._members[community.pk], min(size, 12))
            yield Plan(self._thread(community, writers[0], self._period.at(start)), size, writers)

    def _thread(self, community: Community, author: User, at: datetime) -> Thread:
        title = self._words.title()
        thread = Thread(
            community=community,
            kind=self._chance.choice(_KINDS),
            title=title,
            slug=slug_of(title),
            tags=self._chance.sample(_TAGS, self._chance.choice((0, 0, 1, 2))),
            started_by=author,
            started_at=at,
        )
        thread.audience = thread.open_audience
        return thread

    def _fill(self, plan: Plan) -> None:
        """Write the posts, each some hours after the last, none after today."""
        at, thread = plan.thread.started_at, plan.thread
        for number in range(1, plan.count + 1):
            author = plan.writers[0] if number == 1 else self._chance.choice(plan.writers)
            text = self._passages.post()
            plan.posts.append(Draft(number, author, at, text, *self._cards.draw(author, number, at, text.html)))
            at = min(at + timedelta(minutes=self._chance.randint(4, 2_000)), self._period.ends)
        last = plan.posts[-1]
        thread.last_number = thread.last_shown = thread.posts_count = plan.count
        thread.last_post_at, thread.last_post_by = last.at, last.author

    def _insert(self, plans: list[Plan]) -> None:
        Thread.objects.bulk_create([plan.thread for plan in plans])
        self._posts.insert(_row(plan.thread, draft) for plan in plans for draft in plan.posts)
        ThreadTag.objects.bulk_create(
            ThreadTag(thread=plan.thread, community_id=plan.thread.community_id, name=tag)
            for plan in plans
            for tag in plan.thread.tags
        )
        _answer_questions([plan for plan in plans if plan.thread.kind == Thread.Kind.QUESTION and plan.count > 2])


# Of a post, what differs from one to the next; the order of the columns in `_row`.
_DIFFERING = (
    "thread_id",
    "number",
    "author_id",
    "agency_name",
    "agency_type",
    "author_title",
    "source",
    "html",
    "html_version",
    "card",
    "card_version",
    "written_at",
    "audience",
)


def _row(thread: Thread, draft: Draft) -> tuple[object, ...]:
    author, text = draft.author, draft.text
    return (
        thread.pk,
        draft.number,
        author.pk,
        author.agency.name,
        author.agency.type,
        author.title,
        text.source,
        text.html,
        markup.VERSION,
        draft.card,
        draft.card_version,
        moment(draft.at),
        thread.audience,
    )


def _answer_questions(plans: list[Plan]) -> None:
    """The post in the middle answers the question."""
    wanted = {plan.thread.pk: plan.count // 2 + 1 for plan in plans}
    answers = {
        thread_id: pk
        for pk, thread_id, number in Post.objects.filter(thread__in=wanted).values_list("pk", "thread_id", "number")
        if wanted[thread_id] == number
    }
    threads = [plan.thread for plan in plans]
    for thread in threads:
        thread.answer_id = answers[thread.pk]
    Thread.objects.bulk_update(threads, ["answer"])


def _sizes(threads: int, posts: int, chance: random.Random) -> list[int]:
    """How many posts each thread has: one at least, the rest by Zipf's law, in no order."""
    weights = list(accumulate(1 / rank**0.6 for rank in range(1, threads + 1)))
    sizes = [1] * threads
    for thread in chance.choices(range(threads), cum_weights=weights, k=max(posts - threads, 0)):
        sizes[thread] += 1
    chance.shuffle(sizes)
    return sizes


def _handfuls(plans: Iterator[Plan]) -> Iterator[list[Plan]]:
    """Plans of some `BATCH` posts together."""
    some: list[Plan] = []
    for plan in plans:
        some.append(plan)
        if sum(one.count for one in some) >= BATCH:
            yield some
            some = []
    if some:
        yield some
