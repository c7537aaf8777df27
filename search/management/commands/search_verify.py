"""`manage.py search_verify`: compares every index with the database, and repairs it when told to."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from search import verify
from search.documents import sources
from search.engines import engines
from search.engines.base import Engine, Unavailable


class Command(BaseCommand):
    help = "Compare the search index with the database. Exits with 1 when they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Make the index what the database says.")

    def handle(self, *, repair: bool, **options: Any) -> None:
        if sum(self._of(engine, repair) for engine in engines()):
            sys.exit(1)

    def _of(self, engine: Engine, is_repaired: bool) -> int:
        """Print what one index has wrong, a line a kind, and how many documents that are."""
        total = 0
        try:
            for source in sources():
                drifts = []
                for drift in verify.compare(engine, source.kind):
                    drifts.append(drift)
                    if is_repaired:
                        verify.repair(engine, drift)
                found = verify.summary(drifts)
                numbers = ", ".join(f"{count} {what}" for what, count in found.items())
                looked_at = sum(drift.looked_at for drift in drifts)
                self.stdout.write(f"{engine.name:<14} {source.kind:<10} {looked_at:>8} compared: {numbers}")
                total += found.total()
        except Unavailable as error:
            self.stderr.write(f"{engine.name}: cannot be compared now: {error}")
            return 1
        return total
