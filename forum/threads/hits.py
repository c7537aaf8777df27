"""The posts of a thread that a search found: where one came from the results, which is next, and its words marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import Model
from django.utils.html import escape
from django.utils.safestring import SafeString

from communities.viewer import Viewer
from forum import markup
from search.documents import Key
from search.finder import hits_in
from search.lang.dates import Span

from .addresses import page_of
from .models import Passage, Thread

FORMS_AT_MOST = 40
_TEXT = re.compile(r">[^<]+<")
# What people wrote of a card: from the beginning of its text to its foot.
_WRITTEN = re.compile(r'(?<=<div class="prose" hx-ignore>).*(?=<footer class="post__foot">)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Hits:
    """`numbers` of the posts that were found, in order; `number` is the one that is looked at, 0 for none yet."""

    thread: Thread
    words: str
    numbers: Sequence[int]
    number: int
    first_shown: int
    forms: re.Pattern[str] | None

    @property
    def count(self) -> int:
        return len(self.numbers)

    @property
    def place(self) -> int:
        """Which of them is looked at, from 1 on; 0 for none."""
        return self.numbers.index(self.number) + 1 if self.number else 0

    @property
    def before(self) -> str:
        """The address of the one before; empty at the first."""
        at = bisect_left(self.numbers, self.number or self.first_shown)
        return self._address(self.numbers[at - 1]) if at else ""

    @property
    def after(self) -> str:
        """The address of the one after; empty at the last."""
        seen = self.number or self.first_shown - 1
        at = bisect_right(self.numbers, seen)
        return self._address(self.numbers[at]) if at < self.count else ""

    @property
    def page(self) -> str:
        """The address of this page without the search."""
        return _page(self.thread, self.first_shown)

    def _address(self, number: int) -> str:
        return address(self.thread, self.words, number)


def address(thread: Thread, words: str, number: int) -> str:
    """The page of `thread` that shows this post, at the post, with the words of the search that found it."""
    page, asked = _page(thread, number), urlencode({"words": words[:1000], "hit": number})
    return f"{page}{'&' if '?' in page else '?'}{asked}#post-{number}"


def hits_on(viewer: Viewer, thread: Thread, shown: range, asked: Mapping[str, str]) -> Hits | None:
    """What the words of the address find in `thread`, on a page that shows these posts. No query without words."""
    words = asked.get("words", "")[:1000].strip()
    if not words:
        return None
    # Generously: an index need not look at other times, and the clocks of imported mails went as they liked.
    span = Span(thread.started_at - timedelta(days=2), max(thread.last_post_at, thread.started_at) + timedelta(days=2))
    found = hits_in(viewer, words, f"t-{thread.pk}", span)
    if found is None:
        return None
    of_posts = {key: _number(thing) for key, thing in found.things.items()}
    here: list[Key] = [key for key, number in of_posts.items() if number in shown]
    number = int(asked.get("hit", "")) if asked.get("hit", "").isdecimal() and len(asked["hit"]) < 10 else 0
    numbers = sorted(set(of_posts.values()))
    return Hits(thread, words, numbers, number if number in numbers else 0, shown.start, _pattern(found.forms(here)))


def marked(card: str, hits: Hits) -> SafeString:
    """A card with the found words between marks, in what people wrote."""
    if hits.forms is None:
        return markup.trusted(card)
    return markup.trusted(_WRITTEN.sub(lambda written: _marked(f">{written[0]}<", hits.forms)[1:-1], card))


def _marked(html: str, forms: re.Pattern[str]) -> str:
    return _TEXT.sub(lambda text: forms.sub(r"<mark>\g<0></mark>", text[0]), html)


def _pattern(forms: frozenset[str]) -> re.Pattern[str] | None:
    """The forms as they stand in HTML, whole words, the longest first."""
    written = sorted((re.escape(escape(form)) for form in forms if form.strip()), key=len, reverse=True)
    return re.compile(rf"(?<![\w&#])(?:{'|'.join(written[:FORMS_AT_MOST])})(?!\w)", re.IGNORECASE) if written else None


def _number(thing: Model) -> int:
    if isinstance(thing, Thread):
        return 1
    return thing.attachment.post.number if isinstance(thing, Passage) else thing.number


def _page(thread: Thread, number: int) -> str:
    page = page_of(number)
    return f"{thread.get_absolute_url()}?page={page}" if page > 1 else thread.get_absolute_url()
