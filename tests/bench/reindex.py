"""What a rebuild of the search index costs those who write and search: `python -m tests.bench.reindex --posts 20000`.

A site of its own in a folder that is thrown away; `reindex` in a process of its own, killed once halfway and started
again; meanwhile 50 replies a second, a relay, and somebody who asks all the time. At the end the index is compared with
the database. It uses the engines that the settings name; a database must be one that may be written to.
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import django

WRITES_A_SECOND, WRITERS = 50, 2
ASKED = "budget report"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=20_000)
    posts = parser.parse_args().posts
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings.test")
        os.environ["INTERLOCAL_DATA"] = folder
        made = ("--communities", "20", "--people", "200", "--threads", str(posts // 10), "--posts", str(posts))
        for command in (["migrate", "-v", "0"], ["populate", *made, "--messages", "0"]):
            subprocess.run([sys.executable, "manage.py", *command], check=True, stdout=subprocess.DEVNULL)
        django.setup()
        Trial().run()


class Trial:
    """The crowd, the rebuild, and what both have to say."""

    def __init__(self) -> None:
        from communities.viewer import viewer_of
        from forum.threads.models import Thread

        self.thread = Thread.objects.filter(locked_at=None).select_related("community", "started_by").first()
        self.viewer = viewer_of(self.thread.started_by)
        self.is_over = threading.Event()
        self.writes: list[float] = []
        self.answers: list[float] = []
        self.empty = self.told = 0

    def run(self) -> None:
        busy = (*[self._write] * WRITERS, self._deliver, self._ask)
        hands = [threading.Thread(target=self._keep, args=[do]) for do in busy]
        for hand in hands:
            hand.start()
        began = time.monotonic()
        self._reindex(kill_after=3.0)
        self._reindex()
        seconds = time.monotonic() - began
        self.is_over.set()
        for hand in hands:
            hand.join()
        self._say(seconds)

    def _reindex(self, kill_after: float = 0.0) -> None:
        running = subprocess.Popen([sys.executable, "manage.py", "reindex"], start_new_session=True)
        if kill_after:
            time.sleep(kill_after)
            running.send_signal(signal.SIGKILL)
            print("reindex: killed")
        if running.wait() and not kill_after:
            sys.exit("reindex: failed")

    def _keep(self, do: Callable[[], None]) -> None:
        from django.db import connection

        with closing(connection):
            while not self.is_over.is_set():
                do()

    def _write(self) -> None:
        from forum.threads import actions

        began = time.monotonic()
        actions.reply(viewer=self.viewer, thread=self.thread, source=f"The {len(self.writes)}th word on the budget.")
        took = time.monotonic() - began
        self.writes.append(took)
        self.is_over.wait(max(0.0, WRITERS / WRITES_A_SECOND - took))

    def _deliver(self) -> None:
        from communities import relay

        relay.drain()
        self.is_over.wait(0.05)

    def _ask(self) -> None:
        from search.finder import find

        began = time.monotonic()
        found = find(self.viewer, ASKED)
        self.answers.append(time.monotonic() - began)
        self.empty += not found.results
        self.told += bool(found.notices)
        self.is_over.wait(0.1)

    def _say(self, seconds: float) -> None:
        from communities import relay
        from search import verify
        from search.documents import sources
        from search.engines import engines

        relay.drain()
        print(f"{len(self.writes)} writes in {seconds:.0f} s, {len(self.writes) / seconds:.0f} a second")
        for name, times in (("write", self.writes), ("answer", self.answers)):
            times.sort()
            print(
                f"{name:<8} p50 {statistics.median(times) * 1e3:.0f} ms  p95 {times[int(len(times) * 0.95)] * 1e3:.0f}"
            )
        print(f"{len(self.answers)} answers: {self.empty} empty, {self.told} with a notice")
        for engine in engines():
            engine.tidy()
            drifts = [drift for source in sources() for drift in verify.compare(engine, source.kind)]
            print(f"{engine.name}: {dict(verify.summary(drifts))} of {sum(drift.looked_at for drift in drifts)}")


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parents[2])
    main()
