"""Requests a second, waiting times, CPU and memory of the pages that people live in: `python -m tests.bench.pages`.

It fills a folder with `populate` (or takes one that is filled), starts one `manage.py serve`, and drives it over
loopback at concurrency 1 and 8. CPU is the server process's own, from /proc, so the client's does not count; what the
idle server needs (its clock, the relay's look each second) is measured first and taken off, work that a request sets in
motion (indexing a reply, say) is not. Nothing is asserted: other load on the machine moves waiting times and requests a
second most, but CPU too, since a busy machine's caches are cold. So the first line says how fast it is just now.
"""

import argparse
import asyncio
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from .client import Request, Run, drive
from .server import ROOT, Server

ISSUE = {"communities": 200, "people": 5_000, "threads": 20_000, "posts": 200_000, "messages": 100_000}
SMALL = {"communities": 20, "people": 300, "threads": 1_000, "posts": 10_000, "messages": 3_000}
GOALS = {"thread page": 9, "thread list": 9, "home": 12, "search": 40, "reply": 15}
CSRF = "b" * 32


@dataclass(frozen=True)
class Reader:
    """Somebody signed in, and what that person may open."""

    cookie: str
    threads: list[str]
    long_threads: list[str]
    lists: list[str]


def main() -> None:
    options = _options()
    data = options.data or Path(tempfile.mkdtemp(prefix="interlocal-bench-"))
    data.mkdir(parents=True, exist_ok=True)
    os.environ["INTERLOCAL_DATA"] = str(data)
    try:
        _fill(ISSUE if options.size == "issue" else SMALL, data)
        readers = _readers(options.readers)
        words = _common_words()
        _measure(data, readers, words, options.seconds)
    finally:
        if options.data is None:
            shutil.rmtree(data, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, help="a folder to fill, or filled before; without it one that is dropped")
    parser.add_argument("--size", choices=["issue", "small"], default="small", help="how much to fill it with")
    parser.add_argument("--seconds", type=float, default=5, help="how long each figure is measured")
    parser.add_argument("--readers", type=int, default=40, help="how many people ask")
    return parser.parse_args()


def _fill(size: dict[str, int], data: Path) -> None:
    """Make the site in a process of its own, so that its memory is not ours."""
    if (data / "interlocal.sqlite3").exists():
        return
    counts = [part for name, count in size.items() for part in (f"--{name}", str(count))]
    for command in (["migrate", "-v", "0"], ["populate", *counts]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)


def _readers(count: int) -> list[Reader]:
    """People with a session, and the threads and lists of their communities."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings.development")
    django.setup()
    from communities.models import User
    from forum.threads.models import Thread

    chance = random.Random(1)
    people = list(
        User.objects.people().filter(email__endswith="@made-up.example", memberships__isnull=False).distinct()
    )
    readers = []
    for user in chance.sample(people, min(count, len(people))):
        communities = {one.community_id: one.community for one in user.memberships.select_related("community")}
        threads = list(Thread.objects.filter(community__in=communities).order_by("-last_post_at")[:200])
        for thread in threads:
            thread.community = communities[thread.community_id]
        if threads:
            readers.append(
                Reader(
                    cookie=f"sessionid={session_of(user)}; csrftoken={CSRF}",
                    threads=[one.get_absolute_url() for one in threads],
                    long_threads=[one.get_absolute_url() for one in threads if one.posts_count >= 20],
                    lists=[f"{one.get_absolute_url()}threads/" for one in communities.values()],
                )
            )
    return readers


def session_of(user: object) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "communities.sign_in.PeopleBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def _common_words() -> list[str]:
    """The words that search has to count most: of the top of the distribution, but no stop words."""
    from forum.populate.words import COMMON

    return [word for word in COMMON if len(word) > 4][-60:]


def _scenarios(readers: list[Reader], words: list[str]) -> dict[str, Callable[[], Request]]:
    chance = random.Random(2)
    long = [(reader, path) for reader in readers for path in reader.long_threads] or [
        (reader, path) for reader in readers for path in reader.threads
    ]

    def thread_page() -> Request:
        reader, path = chance.choice(long)
        return Request(path, reader.cookie)

    def thread_list() -> Request:
        reader = chance.choice(readers)
        return Request(chance.choice(reader.lists), reader.cookie)

    def at(path: str) -> Callable[[], Request]:
        return lambda: Request(path, chance.choice(readers).cookie)

    def search() -> Request:
        query = urlencode({"q": " ".join(chance.sample(words, 2))})
        return Request(f"/search/?{query}", chance.choice(readers).cookie)

    def reply() -> Request:
        reader = chance.choice(readers)
        fields = {
            "csrfmiddlewaretoken": CSRF,
            "form_token": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            "source": f"Thank you. Our {chance.choice(words)} is the same, with **one** exception: {chance.random()}.",
        }
        return Request(f"{chance.choice(reader.threads)}reply/", reader.cookie, urlencode(fields).encode(), status=303)

    return {
        "thread page": thread_page,
        "thread list": thread_list,
        "home": at("/"),
        "directory": at("/communities/"),
        "search": search,
        "reply": reply,
    }


def _measure(data: Path, readers: list[Reader], words: list[str], seconds: float) -> None:
    print(f"A loop of a million steps: {_loop_ms():.0f} ms of CPU here and now", flush=True)
    for start in ("first start", "second start"):
        server = Server(data)
        spent = f"{server.cpu_seconds():.1f} s of CPU, {server.resident_mib():.0f} MiB"
        print(f"{start}: ready after {server.ready_after:.1f} s, {spent}", flush=True)
        if start == "first start":
            server.close()
    try:
        idle = _idle(server)
        print(f"idle: {1_000 * idle:.1f} ms of CPU a second")
        print(f"{'':12} {'c':>2} {'req/s':>7} {'p50 ms':>7} {'p95 ms':>7} {'CPU ms':>7} {'goal':>5} {'MiB':>5}")
        for name, make in _scenarios(readers, words).items():
            asyncio.run(drive("127.0.0.1", server.port, make, 1, 1.0))  # Warm caches and templates.
            for concurrency in (1, 8):
                before = server.cpu_seconds()
                run = asyncio.run(drive("127.0.0.1", server.port, make, concurrency, seconds))
                spent = server.cpu_seconds() - before - idle * run.seconds
                cpu = 1_000 * spent / max(len(run.times), 1)
                print(_row(name, concurrency, run, cpu, server.resident_mib()), flush=True)
    finally:
        server.close()


def _loop_ms() -> float:
    """CPU time of a fixed piece of work: what other figures of the same hour are to be seen against."""
    began = time.process_time()
    sum(number * number for number in range(1_000_000))
    return 1_000 * (time.process_time() - began)


def _idle(server: Server) -> float:
    """Seconds of CPU that the server needs each second while nobody asks anything, its first seconds left out."""
    time.sleep(5)
    shares = []
    for _ in range(5):
        before = server.cpu_seconds()
        time.sleep(2)
        shares.append((server.cpu_seconds() - before) / 2)
    return statistics.median(shares)


def _row(name: str, concurrency: int, run: Run, cpu: float, mib: float) -> str:
    wrong = f"  answered otherwise: {run.wrong}" if run.wrong else ""
    return (
        f"{name:12} {concurrency:>2} {len(run.times) / run.seconds:>7.1f} {1_000 * run.percentile(0.5):>7.1f} "
        f"{1_000 * run.percentile(0.95):>7.1f} {cpu:>7.1f} {GOALS.get(name, ''):>5} {mib:>5.0f}{wrong}"
    )


if __name__ == "__main__":
    main()
