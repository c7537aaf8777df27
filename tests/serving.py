"""`manage.py serve` as a process of its own, with data of its own: for tests that need the whole product.

Where the suite runs on PostgreSQL and Redis, each site gets a database of its own there.
"""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from django.conf import settings

ROOT = Path(__file__).parents[1]
START_SECONDS = 600  # A first start makes every table, and other tests run beside it.
STOP_SECONDS = 90
DEMO_PASSWORD = "a password for journeys"
MAIL = "mail"  # In its data folder: the mail that a site with the demo sends.
# What the workers of one run make once and share.
MADE = settings.DATA_DIR / "made"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """One site on its data folder. It can be stopped, killed and started again, on the same port."""

    def __init__(self, data: Path, database_url: str = "") -> None:
        self.data, self.port, self.database_url = data, free_port(), database_url
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
        } | {"INTERLOCAL_DATA": str(data), "PYTHONUNBUFFERED": "1"}
        if database_url:
            self.environment["DATABASE_URL"] = database_url
        if settings.REDIS_URL:
            # Not the one of this worker's own tests, which may empty it at any moment.
            server, _, number = settings.REDIS_URL.rpartition("/")
            self.environment["REDIS_URL"] = f"{server}/{int(number) + 8}"
        self.process: subprocess.Popen | None = None
        self.output = ""
        self.ready_after = 0.0

    def start(self, *arguments: str) -> "Site":
        """Start it and return when it is ready; what it prints gathers in `output`."""
        started = time.monotonic()
        self.output = ""
        self.process = self.popen("serve", "--port", str(self.port), *arguments)
        self.reader = threading.Thread(target=self._read, args=[self.process.stdout], daemon=True)
        self.reader.start()
        while not self.answers():
            assert self.process.poll() is None, f"It ended by itself:\n{self.output}"
            assert time.monotonic() < started + START_SECONDS, f"It never answered:\n{self.output}"
            time.sleep(0.02)
        self.ready_after = time.monotonic() - started
        return self

    def start_with_demo(self) -> "Site":
        """The same with the demo, whose people sign in with `DEMO_PASSWORD`."""
        self.environment |= {"INTERLOCAL_DEMO_PASSWORD": DEMO_PASSWORD, "EMAIL_URL": f"filemail://{self.data / MAIL}"}
        return self.start("--demo")

    def _read(self, pipe: object) -> None:
        for line in pipe:
            self.output += line

    def answers(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except (urllib.error.URLError, OSError):
            return False

    def get(self, path: str) -> tuple[int, bytes]:
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def popen(self, *arguments: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def manage(self, *arguments: str) -> tuple[int, str]:
        """Run another command on the same data; its exit code, and what it printed."""
        with self.popen(*arguments) as process:
            printed = process.communicate(timeout=START_SECONDS)[0]
        return process.returncode, printed

    def stop(self, number: int = signal.SIGTERM) -> int:
        """End it and return its exit code."""
        self.process.send_signal(number)
        code = self.process.wait(STOP_SECONDS)
        self.reader.join(STOP_SECONDS)
        self.process.stdout.close()
        return code

    def kill(self) -> None:
        """As a power cut ends it."""
        self.stop(signal.SIGKILL)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass(frozen=True)
class Made:
    """A stopped site to copy: what it printed as it was started, what its end was, and where it left its data."""

    output: str
    code: int
    data: str
    database_url: str


def first_start() -> Made:
    """A site that was started on an empty folder and stopped."""
    return _made_once("first-start", Site.start)


def demo_site() -> Made:
    """The same with the demo."""
    return _made_once("demo", Site.start_with_demo, first_start)


def _made_once(name: str, start: Callable[[Site], object], template: Callable[[], Made] | None = None) -> Made:
    """Start and stop a site for the first worker of this run that asks; the others wait, and read what it noted."""
    MADE.mkdir(parents=True, exist_ok=True)
    note = MADE / f"{name}.json"
    with (MADE / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            site = _site_at(MADE / name, template and template())
            try:
                start(site)
                code = site.stop()
            finally:
                if site.is_running:
                    site.kill()
            made = Made(site.output, code, str(site.data), site.database_url)
            note.write_text(json.dumps(asdict(made)))
        return Made(**json.loads(note.read_text()))


def forget_made() -> None:
    """Remove what was made once, its databases too."""
    for note in MADE.glob("*.json"):
        drop_database(json.loads(note.read_text())["database_url"])
    shutil.rmtree(MADE, ignore_errors=True)


@contextlib.contextmanager
def new_site(folder: Path, template: Made | None = None) -> Iterator[Site]:
    """A site that is not started yet: on empty data, or on a copy of `template`. It is ended at the end."""
    site = _site_at(folder, template)
    try:
        yield site
    finally:
        if site.is_running:
            site.stop()
        drop_database(site.database_url)


def _site_at(folder: Path, template: Made | None) -> Site:
    data = folder / "data"
    if template is not None:
        shutil.copytree(template.data, data)
    return Site(data, new_database(template.database_url if template else ""))


def new_database(copy_of: str = "") -> str:
    """The URL of a new database on the PostgreSQL of this run, or nothing where the run is on SQLite."""
    if not _is_on_postgresql():
        return ""
    name = f"interlocal_{uuid4().hex[:12]}"
    with _administration() as admin:
        admin.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{copy_of.rpartition("/")[2]}"' if copy_of else ""))
    return os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + name


def drop_database(url: str) -> None:
    """End one of these; nothing is done for the empty URL."""
    if url:
        with _administration() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')


def _is_on_postgresql() -> bool:
    return settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def _administration() -> psycopg.Connection:
    server = settings.DATABASES["default"]
    address = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    return psycopg.connect(**address, dbname="postgres", autocommit=True)
