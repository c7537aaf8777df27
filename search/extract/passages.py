"""Text cut into passages that are short enough to be cited, each with the page that it stands on."""

from collections.abc import Iterable, Iterator

from .limits import CHARACTERS, PASSAGE, PASSAGES

Page = tuple[int | None, str]  # The number of a page, None where a file has none, and what stands on it.


def cut(pages: Iterable[Page]) -> list[Page]:
    """`pages` as passages, as many as one file may have. Blanks and control signs are gone."""
    passages: list[Page] = []
    left = CHARACTERS
    for number, text in pages:
        for piece in _pieces(_tidy(text[:left])):
            passages.append((number, piece))
            left -= len(piece)
            if left <= 0 or len(passages) == PASSAGES:
                return passages
    return passages


def _tidy(text: str) -> str:
    printable = (sign if sign.isprintable() else " " for sign in text)
    return " ".join("".join(printable).split())


def _pieces(text: str) -> Iterator[str]:
    """`text` in pieces of at most PASSAGE characters, cut after a sentence or else between words."""
    while len(text) > PASSAGE:
        end = max(text.rfind(". ", PASSAGE // 2, PASSAGE) + 1, 0) or text.rfind(" ", PASSAGE // 2, PASSAGE)
        end = end if end > 0 else PASSAGE
        yield text[:end].strip()
        text = text[end:].strip()
    if text:
        yield text
