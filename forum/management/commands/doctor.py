"""`manage.py doctor`: looks at everything the site needs, and says what to do about what is wrong."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from forum import health


class Command(BaseCommand):
    help = "Check database, migrations, relay, search, live pages, cache, mail, disk, clock and secrets."

    def handle(self, **options: Any) -> None:
        findings = list(health.examine(health.EVERYTHING))
        for finding in findings:
            mark = self.style.SUCCESS("well ") if finding.is_well else self.style.ERROR("WRONG")
            self.stdout.write(f"{mark} {finding.name:<14} {finding.what}")
            if finding.remedy:
                self.stdout.write(f"      {'':<14} {finding.remedy}")
        if not all(finding.is_well for finding in findings):
            sys.exit(1)
