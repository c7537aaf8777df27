"""`manage.py serve`: the whole product in one process, from an empty folder to a site that answers."""

import ipaddress
import threading
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import get_resolver, reverse

from communities import outbox, relay
from communities.actions.invitations import first_operator_invitation
from forum import assets, thrift
from forum.demo import sign_ins
from forum.schema import Schema, schema
from forum.server import Server

RELAY_SECONDS = 5


class Command(BaseCommand):
    help = "Serve the site: pages, live sockets and the relay in one process. Ctrl-C stops it."
    requires_system_checks = ()  # `doctor` and the test suite run them; a start has four seconds.

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
        parser.add_argument("--port", default=8000, type=int)
        parser.add_argument("--demo", action="store_true", help="load the demo first, and print its sign-ins")
        parser.add_argument("--without-relay", action="store_true", help="`manage.py relay` runs elsewhere")

    def handle(self, *, host: str, port: int, demo: bool, without_relay: bool, **options: Any) -> None:
        if demo:
            self.require_demo_is_allowed(host)
        thrift.share_heaps()
        thrift.do_without_postgresql()
        self.prepare(demo)
        relaying = Relaying(is_wanted=not without_relay)
        server = self.make_server(host, port, demo, relaying)
        try:
            server.run()
        except OSError as error:
            raise CommandError(f"Cannot listen on {host}, port {port}: {error}") from error
        finally:
            relaying.end()
        self.stdout.write("Stopped.")

    def require_demo_is_allowed(self, host: str) -> None:
        if not settings.ALLOWS_DEMO:
            raise CommandError("The settings of a site for real use refuse --demo: its sign-ins are public.")
        if not is_loopback(host):
            raise CommandError("--demo listens on this machine only: its sign-ins are public. Leave out --host.")

    def prepare(self, demo: bool) -> None:
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        state = schema()
        if demo or state is Schema.NEW:
            thrift.collect_seldom()
        match state:
            case Schema.NEW:
                self.stdout.write("A new database: making its tables. This takes half a minute, once.")
                call_command("migrate", interactive=False, verbosity=0)
            case Schema.BEHIND:
                raise CommandError(
                    "The database is behind this version of Interlocal. Make a backup, then run:\n"
                    "    python manage.py migrate"
                )
        assets.collect_if_changed()
        if demo:
            call_command("demo", stdout=self.stdout)

    def make_server(self, host: str, port: int, demo: bool, relaying: "Relaying") -> Server:
        # Not at the top: it builds Django's handler, and whitenoise in it looks for the static files just collected.
        from forum.asgi import application  # noqa: PLC0415

        # Else the first request would read all views and forms while its reader waits.
        get_resolver().url_patterns  # noqa: B018

        def ready(host: str, port: int) -> None:
            relaying.begin()
            self.welcome(host, port, demo)
            thrift.settle()

        return Server(
            application,
            host=host,
            port=port,
            max_body=settings.REQUEST_MAX_BYTES,
            ready=ready,
            stopping=relaying.stop.set,
        )

    def welcome(self, host: str, port: int, demo: bool) -> None:
        """Say where the site is and how to get in."""
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        if settings.BASE_URL_IS_A_GUESS:
            settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = address
        self.stdout.write(f"\nInterlocal is at {address}/  (Ctrl-C stops it)\n")
        if demo:
            self.stdout.write(f"Sign in with the password  {sign_ins.password()}  as\n")
            self.stdout.writelines(f"  {email:<30} {role}\n" for email, role in sign_ins.SIGN_INS.items())
        elif invitation := first_operator_invitation():
            link = settings.BASE_URL + reverse("communities:invitation", args=[invitation.token])
            self.stdout.write(f"Nobody runs this site yet. This link makes its first operator, once:\n  {link}\n")
        self.stdout.flush()


class Relaying:
    """The relay as a thread of this process, unless it runs elsewhere."""

    def __init__(self, *, is_wanted: bool) -> None:
        self.stop = threading.Event()
        self.thread = threading.Thread(target=relay.run, args=[self.stop], name="relay") if is_wanted else None

    def begin(self) -> None:
        if self.thread is not None:
            self.thread.start()

    def end(self) -> None:
        self.stop.set()
        outbox.wake()
        if self.thread is not None and self.thread.is_alive():
            self.thread.join(RELAY_SECONDS)


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
