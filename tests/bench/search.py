"""How good and how fast search is, engine by engine: `python -m tests.bench.search --judged FOLDER --posts 100000`.

Quality is nDCG@10 on judged sets (see `judged.py`), by the constants of `search/ranking.py` for all sets alike. Speed
is the CPU of this process for SQLite, and waiting time for an engine that is a server, over made-up posts whose words
are as unevenly common as those of people: most questions have one of the thirty commonest words. The index is a folder
of its own, thrown away at the end. Nothing is asserted: the first line says how busy the machine is.
"""

import argparse
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

import django

VOCABULARY = 30_000
WORDS_IN_A_POST = 60
COMMUNITIES, PEOPLE, POSTS_IN_A_THREAD = 200, 5_000, 10
MINE = 12
QUESTIONS = 120
BATCH = 500
START = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--judged", type=Path, help="The folder of the judged sets.")
    parser.add_argument("--posts", type=int, default=0, help="Made-up posts for the speed; none by default.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum.settings.test")
        os.environ["INTERLOCAL_DATA"] = folder
        django.setup()
        print(f"load {os.getloadavg()[0]:.1f}")
        _run(options, Path(folder))


def _run(options: argparse.Namespace, folder: Path) -> None:
    # These need the settings, which need the folder.
    from search.engines import engines

    from . import judged

    for engine in engines():
        clock = time.process_time if engine.name == "sqlite" else time.perf_counter
        for name in judged.SETS if options.judged else ():
            scored = judged.score(engine, options.judged, name)
            print(f"{engine.name:<14} {name:<14} nDCG@10 {scored['ndcg10']:.4f}  without answer {scored['empty']:.2%}")
        if options.posts:
            _speed(engine, options.posts, clock)
        engine.renew()


def _speed(engine, posts: int, clock: Callable[[], float]) -> None:
    from search.engines.base import Question, Scope
    from search.lang import parse
    from search.lang.sought import plain

    began = clock()
    engine.renew()
    names = {f"c-{n}": [f"m-{n}", "staff"] if n % 3 == 0 else [f"m-{n}"] for n in range(COMMUNITIES)}
    made = _posts(posts)
    while batch := list(islice(made, BATCH)):
        with engine.writing(is_rebuild=True) as writer:
            writer.put(batch, names)
    engine.tidy()
    print(f"{engine.name:<14} {posts} posts written, {posts / (clock() - began):.0f} a second")
    tabs = {"threads": frozenset({"post"}), "people": frozenset({"person"})}
    scope = Scope(frozenset({"staff", *(f"m-{n}" for n in range(MINE))}))
    times = []
    for text in _questions():
        began = clock()
        sought = plain(parse(text))
        ranking = engine.rank(Question(sought, scope, tabs, has_facets=True))
        engine.excerpts(sought, [key for row in ranking.rows[:10] for key in row.keys])
        times.append((clock() - began) * 1_000)
    times.sort()
    print(
        f"{engine.name:<14} box of ten with tabs, facets and marks, ms: p50 {statistics.median(times):.1f}"
        f"  p95 {times[int(0.95 * len(times))]:.1f}  most {times[-1]:.1f}"
    )


def _posts(count: int) -> Iterator:
    from search.documents import Document

    source = random.Random(1)
    words, weights = _vocabulary()
    for number in range(1, count + 1):
        body = " ".join(source.choices(words, cum_weights=weights, k=WORDS_IN_A_POST))
        place = source.randrange(COMMUNITIES)
        yield Document(
            "post", number, f"c-{place}", "", body, "/", START + timedelta(minutes=number),
            f"t-{number // POSTS_IN_A_THREAD}", place, author_id=source.randrange(PEOPLE),
            agency_name=f"Agency {place % 9}",
        )  # fmt: skip


def _vocabulary() -> tuple[list[str], list[float]]:
    """Words and how often each comes, by Zipf's law."""
    return [f"word{_letters(n)}" for n in range(VOCABULARY)], list(accumulate(1 / (n + 3) for n in range(VOCABULARY)))


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))


def _questions() -> Iterator[str]:
    source = random.Random(2)
    words, weights = _vocabulary()
    for number in range(QUESTIONS):
        common = words[source.randrange(30)]
        others = source.choices(words, cum_weights=weights, k=number % 3 + 1)
        yield " ".join([common, *others] if number % 4 else [common, words[source.randrange(30)]])


if __name__ == "__main__":
    main()
