"""`import_mail FILE… --community SLUG [--dry-run]`: a mailing-list archive becomes threads."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from communities import relay
from communities.models import Community
from forum.archive.importing import import_archives
from forum.archive.reading import NotAnArchiveError


class Command(BaseCommand):
    """Reads mbox files, maildirs, folders of them, single messages and LISTSERV logs. A second run adds what is new."""

    help = "Bring a mailing-list archive into a community. Sends no mail, follows no link, tells nobody."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="mbox, maildir, .eml, LISTSERV log")
        parser.add_argument("--community", required=True, metavar="SLUG", help="where the threads go")
        parser.add_argument("--dry-run", action="store_true", help="read and count, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        community = Community.objects.filter(slug=options["community"]).first()
        if community is None:
            raise CommandError(f"There is no community with the address {options['community']}.")
        began = time.perf_counter()
        try:
            report = import_archives(
                options["files"], community, is_trial=options["dry_run"], progress=self._progress(options["verbosity"])
            )
        except NotAnArchiveError as error:
            raise CommandError(str(error)) from error
        relay.drain()
        seconds = time.perf_counter() - began
        for line in report.lines():
            self.stdout.write(line)
        self.stdout.write(f"{report.read / max(seconds, 0.001):,.0f} messages a second ({seconds:.1f} s)")

    def _progress(self, verbosity: int) -> Any:
        """A line on the error stream every thousand messages, for archives that take minutes."""
        told = 0

        def tell(done: int) -> None:
            nonlocal told
            if verbosity and done // 1_000 > told:
                told = done // 1_000
                self.stderr.write(f"{done:,} messages …")

        return tell
