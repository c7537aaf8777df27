"""`populate`: made-up load for benchmarks and trials, the same for the same seed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forum.populate.site import Size, is_here, populate


class Command(BaseCommand):
    """Adds made-up communities, people, threads, posts and messages to the database, and indexes them for search."""

    help = "Fill the site with made-up content. Nobody of it can sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, count in {
            "communities": 20,
            "people": 200,
            "threads": 500,
            "posts": 5_000,
            "messages": 2_000,
        }.items():
            parser.add_argument(f"--{name}", type=int, default=count, metavar="N", help=f"how many (default {count:,})")
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed makes the same site")

    def handle(self, *args: Any, **options: Any) -> None:
        names = ("communities", "people", "threads", "posts", "messages", "seed")
        size = Size(**{name: options[name] for name in names})
        if not size.is_possible:
            raise CommandError("A site has a community and a person at least, and no thread without a post.")
        if is_here(size.seed):
            raise CommandError(f"The made-up site of seed {size.seed} is here already: choose another seed.")
        populate(size, self._tell if options["verbosity"] else lambda line: None)

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
