"""A server process to measure: started, asked whether it is ready, looked at through /proc, ended."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid: int) -> float:
    """User and system time of all threads of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


class Server:
    """`manage.py serve` on a data folder. `ready_after` says how long it took to answer."""

    def __init__(self, data: Path, *options: str, **environment: str) -> None:
        self.port = free_port()
        began = time.perf_counter()
        self._log = (data / f"serve-{self.port}.log").open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port), *options],
            cwd=ROOT,
            env=os.environ | {"INTERLOCAL_DATA": str(data)} | environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        self._wait()
        self.ready_after = time.perf_counter() - began

    def _wait(self) -> None:
        for _ in range(600):
            if self._process.poll() is not None:
                raise RuntimeError(f"The server ended by itself; see {self._log.name}.")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise RuntimeError("The server was not ready within 30 seconds.")

    @property
    def pid(self) -> int:
        return self._process.pid

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.pid)

    def resident_mib(self) -> float:
        return resident_mib(self.pid)

    def close(self) -> None:
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._log.close()
