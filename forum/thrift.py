"""How a process that serves for months spends memory: its heaps, Python's collector, and what it does without."""

import ctypes
import gc
import sys

from django.db import connection

# Sixteen threads would each get a heap of their own (glibc: eight a core), and give little of it back.
ARENAS = 2
_M_ARENA_MAX = -8  # malloc.h of glibc; elsewhere the call is left out.

# A page makes some ten thousand objects and leaves none: at Python's own thresholds each page is looked through a dozen
# times for what is not there, a fifteenth of its time.
COLLECTED_AT = (20_000, 10, 20)


def share_heaps() -> None:
    """Let all threads that begin from now on share a few heaps of the C library."""
    _ask_the_library("mallopt", _M_ARENA_MAX, ARENAS)


def do_without_postgresql() -> None:
    """Keep the fields of PostgreSQL, and with them its driver, out of a process whose database is another: 8 MiB.

    rest_framework, a part of Wagtail's admin, loads them where it can and does well without."""
    if connection.vendor != "postgresql":
        sys.modules.setdefault("django.contrib.postgres.fields", None)


def collect_seldom() -> None:
    """Collect garbage again, now and then: a first start is done in two thirds of the time."""
    gc.set_threshold(*COLLECTED_AT)
    gc.enable()


def settle() -> None:
    """What start-up left is here to stay: looking through it again and again would stop all threads each time. What it
    has used goes back to the system."""
    collect_seldom()
    gc.collect()
    gc.freeze()
    _ask_the_library("malloc_trim", 0)


def _ask_the_library(name: str, *numbers: int) -> None:
    """Call a function of glibc; other C libraries have none of these."""
    if sys.platform == "linux" and (function := getattr(ctypes.CDLL(None), name, None)) is not None:
        function(*numbers)
