"""Threads like the one that somebody is writing, solved ones first, through the same two gates as every answer."""

from communities.viewer import Viewer

from .engines.base import END, START
from .engines.exact import plain
from .engines.steps import telling
from .finder import Item, Result, find_like
from .lang import Word, marks
from .lang.sought import Sought

TABS = {"threads": frozenset({"thread"})}
SHOWN, LOOKED_AT = 5, 12
WORDS_OF_TITLE, WORDS_OF_TEXT = 30, 100
# So many different words of the draft must be there: one alone says too little.
SHARED = 2


def similar(viewer: Viewer, title: str, text: str = "") -> list[Result]:
    """The threads that `viewer` may read and that are most like this draft; none for a title that says nothing yet."""
    words = [*_words(title)[:WORDS_OF_TITLE], *_words(text)[:WORDS_OF_TEXT]]
    sought = Sought(tuple(map(Word, dict.fromkeys(words))), is_draft=bool(text.strip()))
    told = [word for word in telling(sought) if len(str(word)) > 1]
    if len(told) < SHARED:
        return []
    found = find_like(viewer, sought, TABS, LOOKED_AT).results
    alike = [result for result in found if _shared(result.best) >= SHARED]
    return sorted(alike, key=lambda result: not result.best.document.is_solved)[:SHOWN]


def _words(text: str) -> list[str]:
    return [word for word in marks.clean(text).split() if any(sign.isalnum() for sign in word)]


def _shared(item: Item) -> int:
    """How many different words of the draft stand in the title and the best fragment."""
    marked = (piece.partition(END)[0] for piece in f"{item.excerpt.title} {item.excerpt.text}".split(START)[1:])
    return len({word for piece in marked for word in plain(piece).split()})
