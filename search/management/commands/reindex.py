"""`manage.py reindex`: builds every index anew beside the one that answers, and puts it in its place."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import index, rebuild
from search.documents import sources
from search.engines import engines
from search.engines.base import Unavailable


class Command(BaseCommand):
    help = (
        "Build the search index anew beside the one that answers. No write is lost meanwhile, and a build that was "
        "interrupted goes on where it stood."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = [source.kind for source in sources()]
        of_kinds = "Only these kinds, written again where they stand."
        parser.add_argument("--kind", action="append", choices=kinds, default=[], help=of_kinds)

    def handle(self, *, kind: list[str], **options: Any) -> None:
        began = time.monotonic()
        try:
            written = index.rebuild(kind) if kind else sum(rebuild.anew(one, self.stdout.write) for one in engines())
        except Unavailable as error:
            raise CommandError(f"The index cannot be written now: {error}. Run it again to go on.") from error
        except rebuild.Disagreement as error:
            raise CommandError(f"{error}. The index that was there goes on answering.") from error
        seconds = time.monotonic() - began
        self.stdout.write(f"{written} documents in {seconds:.1f} s, {written / max(seconds, 0.001):.0f} a second.")
        self.stdout.write(index.describe())
