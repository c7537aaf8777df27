"""Passages of Markdown with their HTML: made and rendered once, put together by the hundred thousand.

Blocks of Markdown that are divided by an empty line render one by one, so the HTML of a post is the HTML of its
passages in a row. So thousands of posts a second are the very posts that the renderer would have made.
"""

import random
from dataclasses import dataclass

from forum.markup import parse

from .words import Words

POOL = 4_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a post: what was typed and what is shown."""

    source: str
    html: str


class Passages:
    """A pool of passages: paragraphs, and for every fifth post a list, a table, a quote or code."""

    def __init__(self, words: Words, chance: random.Random, pool: int = POOL) -> None:
        self._words, self._chance = words, chance
        makers = [self._list, self._table, self._quote, self._code]
        self._paragraphs = [_rendered(self._paragraph()) for _ in range(pool)]
        self._specials = [_rendered(chance.choice(makers)()) for _ in range(pool // 10)]

    def post(self) -> Passage:
        """The text of one post: one to four passages, in the middle two."""
        chosen = self._chance.choices(self._paragraphs, k=self._chance.choice((1, 1, 2, 2, 2, 3, 4)))
        if self._chance.random() < 0.2:
            # One at most: two lists in a row would be one list to Markdown.
            chosen.insert(1, self._chance.choice(self._specials))
        return Passage("\n\n".join(one.source for one in chosen), "".join(one.html for one in chosen))

    def _paragraph(self) -> str:
        return " ".join(self._words.sentence() for _ in range(self._chance.randint(1, 5)))

    def _list(self) -> str:
        return "\n".join(
            f"- {' '.join(self._words.draw(self._chance.randint(3, 9)))}" for _ in range(self._chance.randint(3, 6))
        )

    def _table(self) -> str:
        rows = [
            f"| {' '.join(self._words.rare(2))} | {self._chance.randint(1, 9_999)} |"
            for _ in range(self._chance.randint(2, 6))
        ]
        return "\n".join([f"| {self._words.rare(1)[0].capitalize()} | Count |", "| --- | ---: |", *rows])

    def _quote(self) -> str:
        return f"> {self._words.sentence()}"

    def _code(self) -> str:
        return "\n".join(["```", *(f"{name} = {self._chance.randint(0, 99)}" for name in self._words.rare(3)), "```"])


def _rendered(source: str) -> Passage:
    return Passage(source, str(parse(source).html()))
