"""A whole made-up site, part by part, with the time that each part took."""

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.timezone import now

from communities import relay
from communities.models import Community, User
from search import index

from .chatter import Chatter
from .conversations import Conversations
from .passages import Passages
from .people import found_communities, join_people, make_agencies, make_people
from .period import LENGTH, Period
from .words import Words

Tell = Callable[[str], None]
PEOPLE_PER_AGENCY = 120
READERS_PER_THREAD = 3


@dataclass(frozen=True, slots=True)
class Size:
    """How much to make, and the seed that makes it the same again (dates excepted: they end today)."""

    communities: int
    people: int
    threads: int
    posts: int
    messages: int
    seed: int

    @property
    def is_possible(self) -> bool:
        return self.communities > 0 and self.people > 0 and self.posts >= self.threads


def is_here(seed: int) -> bool:
    """Whether a site of this seed was made in this database."""
    return User.objects.filter(handle__endswith=f"-{seed}-0", email__endswith="@made-up.example").exists()


def populate(size: Size, tell: Tell) -> None:
    """Make the site and make it findable; `tell` hears a line after each part."""
    chance = random.Random(size.seed)  # noqa: S311 - made-up content is no secret
    words = Words(chance)
    period = Period(now().replace(minute=0, second=0, microsecond=0) - LENGTH)
    agencies = make_agencies(max(6, size.people // PEOPLE_PER_AGENCY), words, chance, size.seed)
    with _Timed(tell, size.people, "people"):
        people = make_people(size.people, agencies, words, chance, period, size.seed)
    with _Timed(tell, size.communities, "communities"):
        communities = found_communities(size.communities, agencies, people, words, chance, size.seed)
        members = join_people(communities, people, chance, period)
    conversations = Conversations(members, words, Passages(words, chance), chance, period)
    with _Timed(tell, size.posts, "posts"):
        _exhaust(conversations.write(communities, size.threads, size.posts))
    with _Timed(tell, size.threads, "threads read"):
        conversations.read(communities, READERS_PER_THREAD)
    with _Timed(tell, size.messages, "messages"):
        _exhaust(Chatter(members, words, chance, period).write(communities, size.messages))
    _note_activity(communities)
    # What the founding of communities set in motion comes first, so that the index is written once.
    relay.drain()
    with _Timed(tell, size.threads + size.posts + size.messages, "documents indexed, about"):
        index.rebuild()


def _exhaust(parts: Iterable[int]) -> None:
    for _count in parts:
        pass


def _note_activity(communities: list[Community]) -> None:
    """A community was last active when somebody last wrote in it."""
    for community in communities:
        last = community.threads.order_by("-last_post_at").values_list("last_post_at", flat=True).first()
        if last:
            Community.objects.filter(pk=community.pk).update(last_active_at=last)


class _Timed:
    """Tells how long a part took, and how many a second that was."""

    def __init__(self, tell: Tell, count: int, what: str) -> None:
        self._tell, self._count, self._what = tell, count, what

    def __enter__(self) -> None:
        self._began = time.perf_counter()

    def __exit__(self, *exc: object) -> None:
        seconds = max(time.perf_counter() - self._began, 0.001)
        self._tell(f"{self._count:,} {self._what} in {seconds:.1f} s ({self._count / seconds:,.0f} a second)")
