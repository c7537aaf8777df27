"""Debian's Redis and PostgreSQL on free loopback ports: started for a test, killed by it, and gone with it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

START_SECONDS = 60
_SEARCHED = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:" + ":".join(
    str(folder) for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
)


def free_port() -> int:
    """A port that nobody listens on. Its like in tests/live sets Django up, which the command does later."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def program(name: str) -> str:
    """Where Debian keeps a server's program; it fails, and never skips, where that is not installed."""
    found = shutil.which(name, path=_SEARCHED)
    assert found, f"The fault tests need {name}: install Debian's redis-server, postgresql and nginx."
    return found


@dataclass
class Service(ABC):
    """A server that can be killed and started again at the same address, with what it keeps in `folder`."""

    folder: Path
    port: int
    process: subprocess.Popen | None = None

    @abstractmethod
    def command(self) -> list[str]:
        """What starts it in the foreground."""

    def start(self) -> None:
        """Start it, and return when it listens."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self.command(), stdout=log, stderr=log, start_new_session=True)
        end = time.monotonic() + START_SECONDS
        while not self.answers():
            assert self.process.poll() is None, (self.folder / "log").read_text()[-2000:]
            assert time.monotonic() < end, "it never listened"
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def _send(self, number: int) -> list[int]:
        """Send a signal to the server and to each of its children; the ids of all."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        pids = [self.process.pid, *(int(child) for child in children)]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        return pids

    def kill(self) -> None:
        """`kill -9` of all of it: no goodbye, no flush."""
        pids = self._send(signal.SIGKILL)
        self.process.wait()
        while not all(is_dead(pid) for pid in pids):
            time.sleep(0.01)

    def freeze(self) -> None:
        """It hangs: connections stay, answers do not come."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        self._send(signal.SIGCONT)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.thaw()
            self.kill()


def is_dead(pid: int) -> bool:
    """Whether a process has ended, though nobody may have asked for its exit code yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


class Redis(Service):
    """It keeps nothing: what is told there is told again from the database."""

    def command(self) -> list[str]:
        where = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self.folder)]
        return [program("redis-server"), *where, "--save", "", "--appendonly", "no"]

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"


class PostgreSQL(Service):
    """A cluster of its own as Debian sets one up, durable too: what it has committed outlives a `kill -9`."""

    def make(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        options = ["-U", "interlocal", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        command = [*self._as_postgres("initdb"), "-D", str(self.folder / "data"), *options]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder)

    def command(self) -> list[str]:
        settings = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": self.folder,
            "max_connections": 120,
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [*self._as_postgres("postgres"), "-D", str(self.folder / "data"), *options]

    @staticmethod
    def _as_postgres(name: str) -> list[str]:
        # It refuses to run as root.
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        return [*as_user, program(name)]

    def answers(self) -> bool:
        ready = [program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(ready, check=False).returncode == 0

    def kill(self) -> None:
        """The postmaster and every backend at the same moment; it recovers from its log when it starts again."""
        super().kill()
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    @property
    def url(self) -> str:
        return f"postgres://interlocal@127.0.0.1:{self.port}/postgres"


@dataclass(frozen=True)
class Stack:
    """The services of one run."""

    redis: Redis
    postgres: PostgreSQL

    @property
    def environment(self) -> dict[str, str]:
        return {"DATABASE_URL": self.postgres.url, "REDIS_URL": self.redis.url}


@contextmanager
def stack() -> Iterator[Stack]:
    """Both services, running."""
    with TemporaryDirectory(prefix="interlocal-stack-") as folder:
        Path(folder).chmod(0o755)
        redis, postgres = (Path(folder, name) for name in ("redis", "postgres"))
        redis.mkdir()
        postgres.mkdir()
        both = Stack(Redis(redis, free_port()), PostgreSQL(postgres, free_port()))
        try:
            both.postgres.make()
            both.postgres.start()
            both.redis.start()
            yield both
        finally:
            both.redis.stop()
            both.postgres.stop()
