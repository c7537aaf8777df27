"""Whether any question is an error or keeps somebody waiting: `python -m tests.bench.bad_input --queries 10000`.

Made-up queries of all that the language has, and the lines of a file of naughty strings where one is given, over a site
of its own in a folder that is thrown away, by the engine that the settings name; a database must be one that may be
written to. Exits with 1 after an error, an answer over a second, or one that the engine left to the database.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import django

TOO_LONG = 1.0  # Seconds.


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=int, default=10_000)
    parser.add_argument("--posts", type=int, default=2_000)
    parser.add_argument("--strings", type=Path, help="A file with a naughty string on each line; # begins a comment.")
    options = parser.parse_args()
    lines = options.strings.read_text(errors="surrogateescape").splitlines() if options.strings else []
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings.test")
        os.environ["INTERLOCAL_DATA"] = folder
        made = ("--communities", "20", "--people", "200", "--threads", str(options.posts // 10), "--messages", "200")
        for command in (["migrate", "-v", "0"], ["populate", *made, "--posts", str(options.posts)]):
            subprocess.run([sys.executable, "manage.py", *command], check=True, stdout=subprocess.DEVNULL)
        django.setup()
        from tests.search.asked import generated

        strings = [line for line in lines if line and not line.startswith("#")]
        sys.exit(not ask([*generated(options.queries, seed=3), *strings]))


def ask(texts: Iterable[str]) -> bool:
    """Put each of `texts` to the search as somebody who may read much; say what came of it, and whether all is well."""
    from communities.viewer import viewer_of
    from forum.threads.models import Thread
    from search.engines import engine
    from search.finder import AWAY, find

    viewer = viewer_of(Thread.objects.first().started_by)
    times, errors, left = [], [], 0
    for text in texts:
        began = time.perf_counter()
        try:
            left += AWAY in find(viewer, text, has_facets=True).notices
        except Exception as error:
            errors.append((text, error))
        times.append(time.perf_counter() - began)
    times.sort()
    slow, name = sum(took > TOO_LONG for took in times), engine().name
    print(f"{name}: {len(times)} questions, {len(errors)} errors, {slow} over a second, {left} left to another")
    print(f"p50 {statistics.median(times) * 1e3:.1f} ms  p99 {times[int(len(times) * 0.99)] * 1e3:.1f}", end="  ")
    print(f"most {times[-1] * 1e3:.0f}")
    for text, error in errors[:10]:
        print(f"{text!r}: {error!r}")
    return not (errors or slow or left)


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parents[2])
    main()
