"""The index of SQLite under kill -9: what was committed is there, and the full-text table is sound."""

import os
import signal
import subprocess
import sys

import pytest

from search.engines.base import Question, Scope
from search.engines.sqlite import SqliteEngine
from search.lang import parse
from search.lang.sought import plain

pytestmark = pytest.mark.plain

WRITER = """
import sys
from datetime import UTC, datetime
import django
django.setup()
from search.documents import Document
from search.engines.sqlite import SqliteEngine
engine, number = SqliteEngine(sys.argv[1]), 0
while True:
    with engine.writing() as writer:
        for number in range(number + 1, number + 21):
            words = (f"title {number}", "naloxone", "/", datetime.now(UTC), f"t-{number}")
            document = Document("thread", number, "c-1", *words)
            writer.put([document], {"c-1": ["staff"]})
    print(number, flush=True)
"""


def test_nothing_committed_is_lost_by_a_kill(tmp_path):
    path = tmp_path / "index.sqlite3"
    environment = {**os.environ, "INTERLOCAL_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "forum.settings.test"}
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as writer:
        told = [int(writer.stdout.readline()) for _ in range(6)]
        writer.send_signal(signal.SIGKILL)
        told += [int(line) for line in writer.stdout]
    engine = SqliteEngine(str(path))
    assert engine.is_sound()
    with engine.writing() as held:
        kept = held.keys_of("thread", 0, 1_000_000)
        held.connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    assert set(range(1, told[-1] + 1)) <= set(kept)
    question = Question(
        plain(parse(f"title {told[-1]}")), Scope(frozenset({"staff"})), {"threads": frozenset({"thread"})}
    )
    assert engine.rank(question).rows[0].keys[0] == ("thread", told[-1])
