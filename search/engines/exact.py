"""Whether a text has a phrase in these very words: what a stemmed index cannot tell."""

import re
from functools import lru_cache

from .folding import fold

SIGNS = re.compile(r"[\W_]")
_WORDS = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """The words of `text`, folded, in small letters and one space apart, with a space at both ends."""
    return f" {' '.join(_WORDS.findall(fold(text).casefold()))} "


@lru_cache(maxsize=1_000)
def _plain_phrase(phrase: str) -> str:
    return plain(phrase)


def has(phrase: str, *texts: str) -> bool:
    """Whether one of `texts` has `phrase`. Accents and case do not matter, word forms do."""
    sought = _plain_phrase(phrase)
    return any(sought in plain(text) for text in texts)
