"""Reading what the PDFs of published papers say, so that search finds them. A job of the clock."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from communities import activity
from communities.audience import NOBODY
from communities.models import File
from search.extract.passages import Page
from search.extract.reader import Begun, Reader
from search.extract.running import Reading

from .models import EditionPage

READ = "page.read"


def begin() -> Begun | None:
    """Start with the next file that somebody may read by now; None when each has been read, which is done once."""
    queue = File.objects.filter(page_count=None, file__iendswith=".pdf").exclude(audience=NOBODY).order_by("pk")
    while (waiting := queue.first()) is not None:
        try:
            with waiting.open_file() as content:
                return waiting.pk, Reading(content, "pdf")
        except FileNotFoundError:
            _keep(waiting.pk, 0, "")
    return None


def keep(pk: int, reading: Reading) -> None:
    """Keep the number of pages and the words, none of a file that could not be read, and let search know."""
    _keep(pk, reading.page_count, "".join(_paged(reading.passages())))


def _paged(passages: Iterable[Page]) -> Iterator[str]:
    """Their texts, with a form feed at the end of each page but the last, also of one that says nothing."""
    at = 1
    for number, (page, text) in enumerate(passages):
        ends = "\f" * (page - at) if page else ""
        yield (ends or (" " if number else "")) + text
        at = page or at


@transaction.atomic
def _keep(pk: int, pages: int, text: str) -> None:
    File.objects.filter(pk=pk).update(page_count=pages, text=text)
    for edition in EditionPage.objects.live().filter(file=pk):
        activity.record(kind=READ, actor=None, subject=edition, audience=edition.audience)


READER = Reader(begin, keep)
