"""Reading what attached files say, one after the other, so that search finds them. A job of the clock."""

from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from communities import activity
from search.extract.passages import Page
from search.extract.reader import Begun, Reader
from search.extract.running import ENDINGS, Reading

from .models import Attachment, FileReading, Passage

READ = "file.read"
AT_ONCE = 5_000  # Files that are put in the queue in one round.


def await_reading(attachment: Attachment) -> None:
    """Put a file in the queue, when it is of a kind that says something."""
    if ending_of(attachment) in ENDINGS:
        FileReading.objects.get_or_create(attachment=attachment)


def await_unread() -> None:
    """Put what hangs on a post and was never asked for its words in the queue: files of imported mail, and those from
    before any were read. A job of the clock."""
    says_something = reduce(or_, (Q(name__iendswith=f".{ending}") for ending in sorted(ENDINGS)))
    unread = Attachment.objects.filter(says_something, post__isnull=False, reading=None).order_by("pk")
    waiting = [FileReading(attachment_id=pk) for pk in unread.values_list("pk", flat=True)[:AT_ONCE]]
    FileReading.objects.bulk_create(waiting, ignore_conflicts=True)


def ending_of(attachment: Attachment) -> str:
    """The ending, which was given by what the file is."""
    return attachment.name.rpartition(".")[2].lower()


def begin() -> Begun | None:
    """Start with the next file in the queue that is there; None when there is none."""
    queue = FileReading.objects.filter(read_at=None).select_related("attachment").order_by("attachment")
    while (waiting := queue.first()) is not None:
        try:
            with waiting.attachment.file.open("rb") as file:
                return waiting.pk, Reading(file, ending_of(waiting.attachment))
        except FileNotFoundError:
            keep(waiting.pk, [])
    return None


@transaction.atomic
def keep(pk: int, pages: list[Page]) -> None:
    """Keep what a file says, in the place of what it said before, and let search know."""
    reading = FileReading.objects.select_related("attachment").filter(pk=pk).first()
    if reading is None:
        return
    Passage.objects.filter(attachment=pk).delete()
    Passage.objects.bulk_create(Passage(attachment_id=pk, page=page, text=text) for page, text in pages)
    FileReading.objects.filter(pk=pk).update(read_at=now())
    file = reading.attachment
    activity.record(kind=READ, actor=None, subject=file, audience=file.audience, community=file.community_id)


READER = Reader(begin, lambda pk, reading: keep(pk, reading.passages()))
