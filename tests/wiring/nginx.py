"""Debian's nginx in front of two processes, set up by the text of docs/operating.md with nothing but places put in."""

import http.client
import os
import re
import socket
import ssl
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tests.live.serving import ServerProcess, environment, free_port
from tests.serving import ROOT

HOST = "forum.example.gov"
DOC = ROOT / "docs" / "operating.md"
START_SECONDS = 60


def block(heading: str) -> str:
    """The indented text that stands below `heading` in the operators' guide."""
    section = DOC.read_text().partition(f"\n### {heading}\n")[2].partition("\n#")[0]
    lines = [line for line in section.splitlines() if line.startswith("    ") or not line]
    return textwrap.dedent("\n".join(lines)).strip() + "\n"


class Proxy:
    """A running nginx: `port` is where it listens with TLS, `answered_by()` says which processes it asked."""

    def __init__(self, folder: Path, data: Path, servers: list[ServerProcess]) -> None:
        self.folder, self.port = folder, free_port()
        self.certificate = folder / "forum.example.gov.pem"
        self._make_certificate()
        (folder / "nginx.conf").write_text(self._configuration(data, servers))

    def _make_certificate(self) -> None:
        command = f"openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN={HOST}"
        files = ["-addext", f"subjectAltName=DNS:{HOST}", "-keyout", "forum.example.gov.key", "-out", self.certificate]
        subprocess.run([*command.split(), *files], cwd=self.folder, check=True, capture_output=True)

    def _configuration(self, data: Path, servers: list[ServerProcess]) -> str:
        text = block("nginx")
        for old, new in {
            "127.0.0.1:8001": f"127.0.0.1:{servers[0].port}",
            "127.0.0.1:8002": f"127.0.0.1:{servers[1].port}",
            "listen 443 ssl": f"listen 127.0.0.1:{self.port} ssl",
            "/etc/ssl/forum.example.gov.pem": str(self.certificate),
            "/etc/ssl/private/forum.example.gov.key": str(self.folder / "forum.example.gov.key"),
            "/srv/interlocal/data": str(data),
        }.items():
            assert old in text, f"The guide says nothing of {old}."
            text = text.replace(old, new)
        scratch = "".join(
            f"    {kind}_temp_path {self.folder / kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        return (
            "daemon off;\nworker_processes 1;\n"
            f"pid {self.folder / 'pid'};\nerror_log {self.folder / 'errors'};\n"
            "events {}\nhttp {\n    include /etc/nginx/mime.types;\n"
            "    log_format asked '$upstream_addr';\n"
            f"    access_log {self.folder / 'asked'} asked;\n{scratch}{text}}}\n"
        )

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.port}"

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
        """One request as a browser sends it; the whole answer is kept in `content`."""
        connection = http.client.HTTPSConnection(HOST, self.port, timeout=30)
        line = socket.create_connection(("127.0.0.1", self.port), 30)
        connection.sock = self.trust().wrap_socket(line, server_hostname=HOST)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Accept": "text/html", "Origin": f"https://{HOST}"} | given)
        response = connection.getresponse()
        response.content = response.read()
        connection.close()
        return response

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.certificate)

    def answered_by(self) -> set[int]:
        return {int(port) for port in re.findall(r"127\.0\.0\.1:(\d+)", (self.folder / "asked").read_text())}

    def __enter__(self) -> Self:
        # As root its worker would be "nobody", who cannot read what this test wrote.
        own = "user root;" if os.geteuid() == 0 else ""
        command = ["nginx", "-p", str(self.folder), "-c", "nginx.conf", "-e", str(self.folder / "errors"), "-g", own]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        end = time.monotonic() + START_SECONDS
        while not (self.folder / "pid").exists() or not (self.folder / "pid").read_text().strip():
            assert self.process.poll() is None, self.process.stderr.read()
            assert time.monotonic() < end, "nginx did not start"
            time.sleep(0.02)
        return self

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.communicate(timeout=20)


@contextmanager
def two_processes(data: Path) -> Iterator[list[ServerProcess]]:
    """Two servers with the settings of a site for real use, on the database of this test run."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "forum.settings.production",
        "INTERLOCAL_DATA": str(data),
        "SECRET_KEY": "test-only-" + "x" * 50,
        "BASE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "EMAIL_URL": "dummymail://",
        "X_ACCEL_LOCATION": "/uploads/",
    }
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v", "0"]
    subprocess.run(command, cwd=ROOT, env=environment() | settings, check=True)
    servers = [ServerProcess(other_settings=settings) for _ in range(2)]
    try:
        for server in servers:
            server.start()
        yield servers
    finally:
        for server in servers:
            server.stop()
