"""The number of pages of a PDF, and their words."""

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from .limits import CHARACTERS, PAGES
from .passages import Page


def read(file: BinaryIO) -> tuple[int, Iterator[Page]]:
    """How many pages there are, and what stands on them; a file that is locked with a password says nothing."""
    # 25 MB, for the child alone, and only for a PDF.
    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        return 0, iter(())
    return len(reader.pages), _pages(reader.pages[:PAGES])


def _pages(pages: Iterable[Any]) -> Iterator[Page]:
    """Those that cannot be read are empty."""
    length = 0
    for number, page in enumerate(pages, 1):
        try:
            text = page.extract_text()
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            text = ""
        length += len(text)
        yield number, text
        if length > CHARACTERS:
            return
