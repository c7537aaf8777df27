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
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, ARENAS)


def do_without_postgresql() -> None:
    """Keep the fields of PostgreSQL, and with them its driver, out of a process whose database is another: 8 MiB.

    rest_framework, a part of Wagtail's admin, loads them where it can and does well without."""
    if connection.vendor != "postgresql":
        sys.modules.setdefault("django.contrib.postgres.fields", None)


def settle() -> None:
    """What start-up left is here to stay: looking through it again and again would stop all threads each time."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AT)
