"""What it costs to bring a line of chat to many open screens: `python -m tests.bench.fanout`.

One server process holds all sockets in one channel; a client says a line of 120 characters every so often, and the CPU
of the server, less what the idle sockets cost, is divided by the messages that arrived. Beside ours run the chat of
Channels' tutorial and a bare broadcast server (see `rivals.py`), in the same minutes on the same machine: the ratios
are what can be carried to another one.

With `--processes 2` the same clients are dealt out to two servers, which hear of each other by a Redis that is started
for them: the figures are those of one process, on average. The rivals know no second process and are left out.
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
from functools import partial
from pathlib import Path

from tests.faults.services import Redis

from .client import Request, drive
from .crowd import Crowd
from .pages import session_of
from .server import ROOT, Server, cpu_seconds, free_port, resident_mib

TEXT = ("The van is at the depot until four; take the blue key, and tell the desk when you are back. " * 2)[:120]
SIZE = {"communities": 1, "people": 60, "threads": 20, "posts": 400, "messages": 200}


@dataclass(frozen=True)
class Target:
    """What is measured: its server processes, and how their clients speak."""

    name: str
    pids: tuple[int, ...]
    ports: tuple[int, ...]
    path: str
    cookie: Callable[[int], str]
    greet: Callable[[int], tuple[dict | None, bytes]]
    message: Callable[[str], dict]

    def crowd(self) -> Crowd:
        return Crowd(self.ports, self.path, self.cookie, self.greet)

    @property
    def cpu_seconds(self) -> float:
        return sum(map(cpu_seconds, self.pids))

    @property
    def resident_mib(self) -> float:
        return sum(map(resident_mib, self.pids))


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
        ours = partial(_ours, processes=options.processes)
        for start in (_bare, ours, _tutorial) if options.processes == 1 else (_bare, ours):
            # The tutorial's way takes seconds for a line at these sizes: a few lines say enough.
            says = 5 if start is _tutorial else options.says
            with start(Path(folder)) as target:
                _measure(target, options.clients, says, bare)
                if start is ours:
                    _ours_alone(target, options.says)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, nargs="+", default=[1_000, 2_000])
    parser.add_argument("--says", type=int, default=40, help="how many lines are said")
    parser.add_argument("--processes", type=int, default=1, help="how many servers, with a Redis between them")
    return parser.parse_args()


def _fill() -> None:
    counts = [part for name, count in SIZE.items() for part in (f"--{name}", str(count))]
    for command in (["migrate", "-v", "0"], ["populate", "-v", "0", *counts]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)


def _measure(target: Target, sizes: list[int], says: int, bare: dict[int, float]) -> None:
    crowd = target.crowd()
    try:
        crowd.grow(1)
        before = target.resident_mib
        for clients in sizes:
            crowd.grow(clients)
            cost = _cost(target, crowd, says)
            bare.setdefault(clients, cost)
            memory = (target.resident_mib - before) * 1_024 / clients
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
    before, began = target.cpu_seconds, time.perf_counter()
    crowd.listen(4)
    idle = (target.cpu_seconds - before) / (time.perf_counter() - began)
    crowd.heard = type(crowd.heard)()
    before, began = target.cpu_seconds, time.perf_counter()
    for number in range(0, says, at_once):
        for speaker in range(at_once):
            crowd.say((number + speaker) % len(crowd), target.message)
        crowd.listen(gap)
    crowd.listen(30, until=says * len(crowd))
    spent = target.cpu_seconds - before - idle * (time.perf_counter() - began)
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
    asyncio.run(drive("127.0.0.1", target.ports[0], lambda: Request("/communities/", target.cookie(0)), 8, seconds))


@contextlib.contextmanager
def _ours(data: Path, processes: int = 1) -> Iterator[Target]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings.development")
    django.setup()
    from forum.chat.models import Channel

    channel = Channel.objects.order_by("-message_count").first()
    members = [each.user for each in channel.community.memberships.current().select_related("user")]
    cookies = [f"sessionid={session_of(user)}" for user in members]
    topic = f"channel:{channel.pk}"
    opening = {"op": "open", "topic": topic, "after": channel.head}
    with _servers(data, processes) as servers:
        yield Target(
            "ours" if processes == 1 else f"ours x {processes}",
            tuple(server.pid for server in servers),
            tuple(server.port for server in servers),
            "/live/",
            lambda number: cookies[number % len(cookies)],
            lambda number: (opening, b'"ev":"opened"'),
            lambda name: {"op": "say", "topic": topic, "client_id": name, "source": TEXT},
        )


@contextlib.contextmanager
def _servers(data: Path, processes: int) -> Iterator[list[Server]]:
    """One server as it is from the start; or several with a Redis, of which the first has the relay."""
    with contextlib.ExitStack() as all_of_it:
        environment = {}
        if processes > 1:
            redis = Redis(data, free_port())
            all_of_it.callback(redis.stop)
            redis.start()
            environment["REDIS_URL"] = redis.url
        servers = []
        for number in range(processes):
            servers.append(Server(data, *["--without-relay"] * bool(number), **environment))
            all_of_it.callback(servers[-1].close)
        yield servers


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
        yield Target(name, (process.pid,), (port,), "/", lambda number: "", lambda number: (None, b"hello"), message)
    finally:
        process.terminate()
        process.wait(10)


def _bare(_data: Path) -> contextlib.AbstractContextManager[Target]:
    return _rival("bare")


def _tutorial(_data: Path) -> contextlib.AbstractContextManager[Target]:
    return _rival("tutorial")


if __name__ == "__main__":
    main()
