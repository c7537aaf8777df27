"""A real daphne in a process of its own, on the database of the tests, and clients that talk to it."""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import forkserver
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from .nursery import serve

ROOT = Path(__file__).resolve().parents[2]
BACKEND = "communities.sign_in.PeopleBackend"
# How long an answer may take on a machine that is busy with other tests.
PATIENCE = 20.0


def free_port() -> int:
    """A port that nobody listens on, at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url() -> str:
    """Where the database of this test run is, in the form that the settings read."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


def environment() -> dict[str, str]:
    """What another process needs to work on the database of this test run."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "forum.settings.test",
        "INTERLOCAL_DATA": str(settings.DATA_DIR),
        "DATABASE_URL": database_url(),
    }


@cache
def server_thread() -> ServerThread:
    """The one server of this process: its reactor can run once."""
    server = ServerThread()
    server.start()
    return server


class ServerThread:
    """The site in daphne on a thread of this process, so that what a test does rings where the sockets are."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        from .server import server_on

        ready = threading.Event()
        self.daphne = server_on(self.port, ready=lambda host, port: ready.set())
        threading.Thread(target=self.daphne.run, name="daphne", daemon=True).start()
        assert ready.wait(20)

    def wait_until_left(self) -> None:
        """Return when nobody is there any more, and all that was asked is done."""
        end = time.monotonic() + PATIENCE
        while any(self._is_busy(each) for each in list(self.daphne.connections.values())):
            assert time.monotonic() < end, "somebody stays"
            time.sleep(0.01)

    @staticmethod
    def _is_busy(connection: dict[str, Any]) -> bool:
        application = connection.get("application_instance")
        return application is not None and not application.done()

    def stop(self) -> None:
        """Cut what other threads hold open at PostgreSQL: a database in use cannot be dropped."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@cache
def nursery() -> multiprocessing.context.ForkServerContext:
    """The process that servers are forked from, started for the database of this test run."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.live.nursery"])
    kept = dict(os.environ)
    os.environ.update(environment() | {"PYTHONPATH": str(ROOT)})
    try:
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(kept)
    return context


@dataclass
class ServerProcess:
    """The site in a process of its own; it can be killed and started again at the same address."""

    port: int = field(default_factory=free_port)
    other_settings: dict[str, str] = field(default_factory=dict)
    process: multiprocessing.process.BaseProcess | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = nursery().Process(target=serve, args=[self.port, self.other_settings])
        self.process.start()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        # Other tests run beside it.
        for _ in range(2_400):
            try:
                with urllib.request.urlopen(f"{self.url}/live/sync/", timeout=5):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                assert self.process.is_alive(), "the server ended by itself"
                time.sleep(0.05)
        raise AssertionError("the server did not start")

    def kill(self) -> None:
        """`kill -9`: no goodbye, no flush."""
        self.process.kill()
        self.process.join()

    def stop(self) -> int | None:
        """End it as an operator does; its exit code, or None where it does not end in time."""
        self.process.terminate()
        self.process.join(20)
        return self.process.exitcode


def session_of(user: Any) -> str:
    """A session of `user`, as signing in makes one; its key."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


class Tab:
    """A client as a browser tab is one: frames out, frames in, and what was closed."""

    def __init__(self, line: ClientConnection) -> None:
        self.line = line
        self.seen: list[dict[str, Any]] = []

    def send(self, **message: Any) -> None:
        self.line.send(json.dumps(message))

    def receive(self, seconds: float = PATIENCE) -> dict[str, Any]:
        """The next frame that is no heartbeat: those come at any moment, and are kept in `seen` like all others."""
        end = time.monotonic() + seconds
        while (frame := self._next(end))["ev"] == "heads":
            pass
        return frame

    def _next(self, end: float) -> dict[str, Any]:
        frame = json.loads(self.line.recv(timeout=max(0.01, end - time.monotonic())))
        self.seen.append(frame)
        return frame

    def until(self, ev: str, seconds: float = PATIENCE, **fields: Any) -> dict[str, Any]:
        """The next frame of this kind that has these fields; what comes before it is kept in `seen`."""
        end = time.monotonic() + seconds
        while True:
            frame = self._next(end)
            if frame["ev"] == ev and all(frame.get(name) == value for name, value in fields.items()):
                return frame

    def is_answered(self) -> bool:
        """Whether the server hears this tab and answers it, whatever else it tells it before."""
        self.send(op="ping")
        return self.until("pong") == {"ev": "pong"}

    def say(self, topic: str, source: str, **more: Any) -> dict[str, Any]:
        """Say something and wait for the answer, whichever it is."""
        client_id = more.pop("client_id", None) or str(uuid4())
        self.send(op="say", topic=topic, client_id=client_id, source=source, **more)
        while (frame := self.receive()).get("client_id") != client_id or frame["ev"] not in ("ack", "refused"):
            pass
        return frame

    def open(self, topic: str, after: int = 0) -> dict[str, Any]:
        self.send(op="open", topic=topic, after=after)
        while (frame := self.receive())["ev"] not in ("opened", "reset", "refused"):
            pass
        return frame

    def is_quiet(self, seconds: float = 0.3) -> bool:
        """True when nothing but heartbeats comes for a while."""
        try:
            self.receive(seconds)
        except TimeoutError:
            return True
        return False

    def closed_with(self, seconds: float = PATIENCE) -> int:
        """The code with which the server closes; frames that come before are kept."""
        try:
            while True:
                self.receive(seconds)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006


@contextmanager
def tab(
    server: ServerThread | ServerProcess, user: Any, *, session: str | None = None, origin: str | None = None
) -> Iterator[Tab]:
    """A signed-in tab whose hello has been read."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={session or session_of(user)}"
    url = f"ws://127.0.0.1:{server.port}/live/"
    with connect(url, additional_headers={"Cookie": cookie}, origin=origin or server.url, proxy=None) as line:
        there = Tab(line)
        assert there.receive() == {"ev": "hello", "v": 1, "heartbeat": settings.HEARTBEAT_SECONDS}
        yield there


def deaf_client(server: ServerThread | ServerProcess, session: str, topic: str) -> socket.socket:
    """Opens a topic over a bare socket with a small buffer, and reads nothing from then on."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.connect(("127.0.0.1", server.port))
    head = (
        f"GET /live/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
        f"Cookie: {settings.SESSION_COOKIE_NAME}={session}\r\n\r\n"
    )
    line.sendall(head.encode())
    assert line.recv(1024).startswith(b"HTTP/1.1 101")
    payload = json.dumps({"op": "open", "topic": topic, "after": 0}).encode()
    line.sendall(bytes((0x81, 0x80 | len(payload))) + bytes(4) + payload)
    return line
