"""`python -m tests.faults [--full] [--only 2,5] [--embedded]`: runs the proofs of the promises and prints a table.

They run on a PostgreSQL and a Redis of their own, which they may kill; with `--embedded` on SQLite and nothing else.
With `--full` the figures are written into docs/reliability.md.
"""

import argparse
import os
import signal
import sys
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from .promises import Recorder
from .report import table, write_down
from .services import stack

HERE = Path(__file__).parent
# Two servers behind nginx.
GUIDE = HERE.parent / "wiring" / "test_operators_guide.py"


def numbers(text: str) -> frozenset[int]:
    return frozenset(int(word) for word in text.split(",") if word)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__.partition("\n")[0])
    parser.add_argument("--full", action="store_true", help="the long forms; their figures go into the docs")
    parser.add_argument("--only", type=numbers, default=frozenset(), metavar="N,…", help="these promises alone")
    parser.add_argument("--embedded", action="store_true", help="on SQLite, without services")
    parser.add_argument("--on-stack", action="store_true", help="those alone that need services of their own")
    return parser.parse_args()


def main() -> int:
    """Run the proofs; 0 when every promise was kept."""
    asked = arguments()
    # Told to end, it ends its services too, as it does on Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with nullcontext() if asked.embedded else stack() as services, TemporaryDirectory() as data:
        # Read by the settings of the tests, when pytest sets Django up.
        os.environ |= {"INTERLOCAL_DATA": data, "DJANGO_SETTINGS_MODULE": "forum.settings.test"}
        for name in ("DATABASE_URL", "REDIS_URL", "PYTEST_XDIST_WORKER"):
            os.environ.pop(name, None)
        os.environ |= services.environment if services else {}
        recorder = Recorder(is_full=asked.full, stack=services, only=asked.only)
        plugins = [recorder]
        folders = [HERE / "on_stack"] if asked.on_stack else [HERE, HERE.parent / "live", GUIDE]
        options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--create-db"]
        code = pytest.main([*options, f"--confcutdir={HERE.parent}", *map(str, folders)], plugins=plugins)
    print(table(recorder.proofs.values()))
    if asked.full:
        write_down(recorder.proofs.values())
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
