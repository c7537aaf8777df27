"""What is put off until after a page went live: reading the words of its file."""

from django.db import transaction
from django_tasks import task

from communities import activity
from communities.models import File

from .models import EditionPage
from .pdf_text import words_of

READ = "page.read"


@task()
def read_file(edition_id: int) -> None:
    """Keep the number of pages and the words of an edition's PDF, and let search know. A file is read once."""
    edition = EditionPage.objects.select_related("file").get(pk=edition_id)
    file = edition.file
    if file is None or file.page_count is not None or file.file_extension.lower() != "pdf":
        return
    with file.open_file() as content:
        words = words_of(content)
    with transaction.atomic():
        File.objects.filter(pk=file.pk).update(page_count=words.pages if words else 0, text=words.text if words else "")
        activity.record(kind=READ, actor=None, subject=edition, audience=edition.audience)
