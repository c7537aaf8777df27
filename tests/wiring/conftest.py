"""Servers as processes of their own: the odd site (tests/wiring/odd_site.py), and the whole product."""

import http.client
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import serving
from tests.serving import ROOT, Site, new_site


class OddSite:
    """A running server: speak to it by `get`, `post` or a bare socket, ask how much memory it holds."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.wiring.odd_site"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        line = self.process.stdout.readline()
        self.port = json.loads(line)["port"]

    def connect(self, timeout: float = 20) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = self.connect()
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        data = response.read()
        connection.close()
        return response, data

    def json(self, path: str) -> Any:
        return json.loads(self.ask("GET", path)[1])

    def raw(self, request: bytes, timeout: float = 20) -> bytes:
        """Everything the server says to these bytes until it closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout) as connection:
            connection.sendall(request)
            said = b""
            while part := connection.recv(65536):
                said += part
            return said

    def reader(self, path: str, receive_buffer: int = 4096) -> socket.socket:
        """A client that asks for `path` and then reads only when the test does."""
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        connection.settimeout(20)
        connection.connect(("127.0.0.1", self.port))
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        return connection

    def resident_mib(self, field: str = "VmRSS") -> float:
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1]) / 1024
        raise LookupError(field)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(20)


@pytest.fixture(scope="module")
def odd() -> Iterator[OddSite]:
    site = OddSite()
    yield site
    if site.process.poll() is None:
        site.stop()
    site.process.stdout.close()


@pytest.fixture
def own_odd() -> Iterator[OddSite]:
    """One that the test may stop."""
    site = OddSite()
    yield site
    if site.process.poll() is None:
        site.stop()
    site.process.stdout.close()


@pytest.fixture(scope="session")
def first_start() -> serving.Made:
    """What a site printed when it was started on an empty folder, and what it left there."""
    return serving.first_start()


@pytest.fixture
def site(first_start: serving.Made, tmp_path: Path) -> Iterator[Site]:
    """A site on a copy of a database that has just been made, not started yet."""
    with new_site(tmp_path, first_start) as made:
        yield made
