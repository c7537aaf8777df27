"""`manage.py reindex`: writes every document anew while the site answers and goes on writing."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import index
from search.documents import sources
from search.engines.base import Unavailable


class Command(BaseCommand):
    help = "Write every document of the search index anew. The site answers meanwhile, and no write is lost."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = [source.kind for source in sources()]
        parser.add_argument("--kind", action="append", choices=kinds, default=[], help="Only these kinds.")

    def handle(self, *, kind: list[str], **options: Any) -> None:
        began = time.monotonic()
        try:
            written = index.rebuild(kind)
        except Unavailable as error:
            raise CommandError(f"The index cannot be written now: {error}") from error
        seconds = time.monotonic() - began
        self.stdout.write(f"{written} documents in {seconds:.1f} s, {written / max(seconds, 0.001):.0f} a second.")
        self.stdout.write(index.describe())
