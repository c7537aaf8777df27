"""Database work of sockets: threads of their own, since Channels' one thread would make all sockets wait in line."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

_P = ParamSpec("_P")
_R = TypeVar("_R")

_threads = ThreadPoolExecutor(max_workers=6, thread_name_prefix="live")


async def run(function: Callable[_P, _R], *args: _P.args, **kwargs: _P.kwargs) -> _R:
    """The answer of `function`, called on a thread whose database connection is kept and sound."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _job, function, args, kwargs)


def _job(function: Callable[..., _R], args: tuple, kwargs: dict) -> _R:
    close_old_connections()
    try:
        return function(*args, **kwargs)
    finally:
        close_old_connections()
