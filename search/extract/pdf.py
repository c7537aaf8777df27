"""The words of a PDF, page by page."""

from collections.abc import Iterator
from typing import BinaryIO

from .limits import CHARACTERS, PAGES
from .passages import Page


def pages(file: BinaryIO) -> Iterator[Page]:
    """Pages that cannot be read are empty; a file that is locked with a password says nothing."""
    # 25 MB, for the child alone, and only for a PDF.
    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(file)
    if reader.is_encrypted and not reader.decrypt(""):
        return
    length = 0
    for number, page in enumerate(reader.pages[:PAGES], 1):
        try:
            text = page.extract_text()
        except (ValueError, TypeError, KeyError, AttributeError, IndexError):
            text = ""
        length += len(text)
        yield number, text
        if length > CHARACTERS:
            return
