"""`manage.py serve` as a process of its own, with data of its own: for tests that need the whole product.

Where the suite runs on PostgreSQL and Redis, each site gets a database of its own there.
"""

import contextlib
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
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
from django.conf import settings

ROOT = Path(__file__).parents[1]
START_SECONDS = 600  # A first start makes every table, and other tests run beside it.
STOP_SECONDS = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """One site on its data folder. It can be stopped, killed and started again, on the same port."""

    def __init__(self, data: Path, database_url: str = "") -> None:
        self.data, self.port = data, free_port()
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


@contextlib.contextmanager
def own_database(copy_of: str = "") -> Iterator[str]:
    """The URL of a new database on the PostgreSQL of this run, or nothing where the run is on SQLite."""
    server = settings.DATABASES["default"]
    if not server["ENGINE"].endswith("postgresql"):
        yield ""
        return
    name = f"interlocal_{uuid4().hex[:12]}"
    address = {"host": server["HOST"], "port": server["PORT"], "user": server["USER"], "password": server["PASSWORD"]}
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{copy_of.rpartition("/")[2]}"' if copy_of else ""))
        try:
            yield os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + name
        finally:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextlib.contextmanager
def new_site(folder: Path, template: Path | None = None, template_database: str = "") -> Iterator[Site]:
    """A site that is not started yet: on empty data, or on a copy of `template`. It is ended at the end."""
    data = folder / "data"
    if template is not None:
        shutil.copytree(template, data)
    with own_database(template_database) as database_url:
        site = Site(data, database_url)
        try:
            yield site
        finally:
            if site.is_running:
                site.stop()
