"""What it costs to bring a line of chat to many open screens: `python -m tests.bench.fanout`.

One server process holds all sockets in one channel; a client says a line of 120 characters every so often, and the CPU
of the server, less what the idle sockets cost, is divided by the messages that arrived. Beside ours run the chat of
Channels' tutorial and a bare broadcast server (see `rivals.py`), in the same minutes on the same machine: the ratios
are what can be carried to another one.
"""

import argparse
import asyncio
import contextlib
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .client import Request, drive
from .crowd import Crowd
from .pages import session_of
from .server import ROOT, Server, cpu_seconds, free_port, resident_mib

TEXT = ("The van is at the depot until four; take the blue key, and tell the desk when you are back. " * 2)[:120]
SIZE = {"communities": 1, "people": 60, "threads": 20, "posts": 400, "messages": 200}


@dataclass(frozen=True)
class Target:
    """A server to measure: its process, and how its clients speak."""

    name: str
    pid: int
    port: int
    path: str
    cookie: Callable[[int], str]
    greet: Callable[[int], tuple[dict | None, bytes]]
    message: Callable[[str], dict]

    def crowd(self) -> Crowd:
        return Crowd(self.port, self.path, self.cookie, self.greet)


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="interlocal-fanout-") as folder:
        os.environ["INTERLOCAL_DATA"] = folder
        _fill()
        head = (
            f"{'':10} {'clients':>7} {'us/delivery':>11} {'x bare':>6} {'p50 ms':>7} {'p99 ms':>7} {'KiB/socket':>10}"
        )
        print(head, flush=True)
        bare: dict[int, float] = {}
        for start in (_bare, _ours, _tutorial):
            # The tutorial's way takes seconds for a line at these sizes: a few lines say enough.
            says = 5 if start is _tutorial else options.says
            with start(Path(folder)) as target:
                _measure(target, options.clients, says, bare)
                if start is _ours:
                    _ours_alone(target, options.says)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, nargs="+", default=[1_000, 2_000])
    parser.add_argument("--says", type=int, default=40, help="how many lines are said")
    return parser.parse_args()


def _fill() -> None:
    counts = [part for name, count in SIZE.items() for part in (f"--{name}", str(count))]
    for command in (["migrate", "-v", "0"], ["populate", "-v", "0", *counts]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)


def _measure(target: Target, sizes: list[int], says: int, bare: dict[int, float]) -> None:
    crowd = target.crowd()
    try:
        crowd.grow(1)
        before = resident_mib(target.pid)
        for clients in sizes:
            crowd.grow(clients)
            cost = _cost(target, crowd, says)
            bare.setdefault(clients, cost)
            memory = (resident_mib(target.pid) - before) * 1_024 / clients
            late = [f"{1_000 * crowd.heard.percentile(share):>7.0f}" for share in (0.5, 0.99)]
            ratio = cost / bare[clients]
            print(
                f"{target.name:10} {clients:>7} {cost:>11.1f} {ratio:>6.1f} {' '.join(late)} {memory:>10.1f}",
                flush=True,
            )
    finally:
        crowd.close()


def _cost(target: Target, crowd: Crowd, says: int, gap: float = 0.25, at_once: int = 1) -> float:
    """Microseconds of server CPU for each delivery of `says` lines, `at_once` of them each `gap` seconds."""
    crowd.listen(2)
    before, began = cpu_seconds(target.pid), time.perf_counter()
    crowd.listen(4)
    idle = (cpu_seconds(target.pid) - before) / (time.perf_counter() - began)
    crowd.heard = type(crowd.heard)()
    before, began = cpu_seconds(target.pid), time.perf_counter()
    for number in range(0, says, at_once):
        for speaker in range(at_once):
            crowd.say((number + speaker) % len(crowd), target.message)
        crowd.listen(gap)
    crowd.listen(30, until=says * len(crowd))
    spent = cpu_seconds(target.pid) - before - idle * (time.perf_counter() - began)
    if crowd.heard.deliveries != says * len(crowd):
        print(f"{target.name}: {crowd.heard.deliveries} of {says * len(crowd)} deliveries", flush=True)
    return 1e6 * spent / max(crowd.heard.deliveries, 1)


def _ours_alone(target: Target, says: int) -> None:
    """What a line costs to say, how lines of one moment share a frame, and how pages and chat get along."""
    crowd = target.crowd()
    try:
        crowd.grow(20)
        one = _cost(target, crowd, 200, gap=0.02) * len(crowd) / 1_000
        print(f"saying a line to 20 clients: {one:.1f} ms of CPU, the commit and the deliveries included")
        _cost(target, crowd, 200, gap=0.1, at_once=20)
        print(f"20 lines at once: {crowd.heard.deliveries / max(crowd.heard.frames, 1):.1f} lines a frame")
        crowd.grow(1_000)
        load = multiprocessing.get_context("fork").Process(target=_load_pages, args=(target, 40))
        load.start()
        _cost(target, crowd, says)
        load.kill()
        late = 1_000 * crowd.heard.percentile(0.99)
        print(f"1,000 clients while pages are read at concurrency 8: p99 {late:.0f} ms")
    finally:
        crowd.close()


def _load_pages(target: Target, seconds: float) -> None:
    asyncio.run(drive("127.0.0.1", target.port, lambda: Request("/communities/", target.cookie(0)), 8, seconds))


@contextlib.contextmanager
def _ours(data: Path) -> Iterator[Target]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings.development")
    django.setup()
    from forum.chat.models import Channel

    channel = Channel.objects.order_by("-message_count").first()
    members = [each.user for each in channel.community.memberships.current().select_related("user")]
    cookies = [f"sessionid={session_of(user)}" for user in members]
    topic = f"channel:{channel.pk}"
    server = Server(data)
    opening = {"op": "open", "topic": topic, "after": channel.head}
    try:
        yield Target(
            "ours",
            server.pid,
            server.port,
            "/live/",
            lambda number: cookies[number % len(cookies)],
            lambda number: (opening, b'"ev":"opened"'),
            lambda name: {"op": "say", "topic": topic, "client_id": name, "source": TEXT},
        )
    finally:
        server.close()


@contextlib.contextmanager
def _rival(name: str) -> Iterator[Target]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.rivals", name, str(port)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    process.stdout.readline()
    time.sleep(0.5)

    def message(client_id: str) -> dict:
        return {"ev": "events", "items": [{"client_id": client_id, "author": {"name": "A. Person"}, "html": TEXT}]}

    try:
        yield Target(name, process.pid, port, "/", lambda number: "", lambda number: (None, b"hello"), message)
    finally:
        process.terminate()
        process.wait(10)


def _bare(_data: Path) -> contextlib.AbstractContextManager[Target]:
    return _rival("bare")


def _tutorial(_data: Path) -> contextlib.AbstractContextManager[Target]:
    return _rival("tutorial")


if __name__ == "__main__":
    main()
