"""Pieces of text around what matched, for engines that mark a whole text."""

from .base import END, START

WORDS = 32


def transfer(text: str, marked: str) -> str:
    """`text` with the marks that `marked` has, a version of it of the same length but for the marks."""
    if len(marked) - marked.count(START) - marked.count(END) != len(text):
        return text
    letters = iter(text)
    return "".join(sign if sign in {START, END} else next(letters) for sign in marked)


def fragment(marked: str) -> str:
    """The stretch of WORDS words with most marks, the earliest of equals, with an ellipsis where something was cut."""
    words = marked.split()
    hits = [number for number, word in enumerate(words) if START in word]
    best = max(hits, key=lambda first: (sum(first <= hit < first + WORDS for hit in hits), -first), default=0)
    start = max(0, min(best - 4, len(words) - WORDS))
    piece = " ".join(words[start : start + WORDS])
    # A mark around several words may be cut in two.
    if piece.rfind(START) > piece.rfind(END):
        piece += END
    before, after = "… " if start else "", " …" if start + WORDS < len(words) else ""
    return before + piece + after
