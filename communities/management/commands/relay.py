"""`manage.py relay`: the outbox worker as a process of its own, for a site of many processes."""

import signal
import threading

from django.core.management.base import BaseCommand

from communities import outbox, relay


class Command(BaseCommand):
    help = "Hand activities to search, mail and notices, and run the clock, until stopped."

    def handle(self, **options: object) -> None:
        stop = threading.Event()

        def end(*_: object) -> None:
            stop.set()
            outbox.wake()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        self.stdout.write("The relay runs. Ctrl-C stops it.")
        relay.run(stop)
