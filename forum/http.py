"""HTTP inside daphne: Django's WSGI application in a bounded pool of long-lived threads, one hop a request.

Django's ASGI handler hops between threads several times a request, makes new connections to database and cache each
time and keeps whole downloads in memory; an empty view costs it four to five times the CPU of this bridge. What is
particular to daphne (the limit on bodies, waiting for slow clients, hanging up) is in forum/server.py.
"""

import asyncio
import contextvars
import logging
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Protocol

from django.core.cache import caches

from .door import Headers, Refusal, busy, too_large

logger = logging.getLogger(__name__)

# The scope's extension that names the connection a request came by, when our own server runs it.
CONNECTION = "interlocal.connection"

THREADS = 8
FILE_THREADS = 4
# Requests that may wait for a thread. At ten milliseconds each, the last of them waits about two seconds.
QUEUE = 200
CHUNK_BYTES = 64 * 1024
SPOOL_BYTES = 1024 * 1024
# How often one header may come. Django joins repeated ones; CVE-2025-14550 is what happens when nobody counts.
MAX_REPEATS = 50
# Longer than the server waits for a client that stalls, so that it is the server that notices.
HANDOVER_SECONDS = 150

Receive = Callable[[], Awaitable[dict]]
Send = Callable[[dict], Awaitable[None]]
PLAIN_TEXT = (b"Content-Type", b"text/plain; charset=utf-8")


class Gone(Exception):  # noqa: N818 - it is no error
    """The client left before its answer was complete."""


class Connection(Protocol):
    """What our own server adds to ASGI; forum/server.py says more."""

    is_gone: bool

    def take_body(self) -> tuple[BinaryIO, int]: ...

    async def ready(self) -> None: ...

    def hang_up(self) -> None: ...


class FileWrapper:
    """`wsgi.file_wrapper`: marks a response that is a file, which can be read without keeping the view's thread."""

    def __init__(self, file: BinaryIO, block_size: int = CHUNK_BYTES) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.read, b"")

    def read(self) -> bytes:
        return self.file.read(CHUNK_BYTES)

    def close(self) -> None:
        # Django puts the response's own close() here, which sends request_finished.
        self.file.close()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a thread hands back: a whole body, or the first part of a file and the file itself."""

    status: int
    headers: Headers
    body: bytes
    rest: FileWrapper | None = None


class Bridge:
    """An ASGI application for "http" around a WSGI one. Nothing it raises reaches the server."""

    def __init__(self, wsgi: Callable, *, max_body: int, threads: int = THREADS, queue: int = QUEUE) -> None:
        self.wsgi = wsgi
        self.max_body = max_body
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="http")
        self.file_threads = ThreadPoolExecutor(FILE_THREADS, thread_name_prefix="files")
        # A generator keeps its thread as long as its client reads; half the threads stay free of them.
        self.streams = threading.BoundedSemaphore(max(threads // 2, 1))
        self.room = threads + queue
        self.busy = 0

    async def __call__(self, scope: dict, receive: Receive, send: Send) -> None:
        out = Outlet(send, scope)
        try:
            await self.respond(scope, receive, out)
        except Gone:
            out.hang_up()
        except Refusal as refusal:
            await out.whole(refusal.status, *refusal.answer(scope["headers"]))
        except Exception:
            # Raised out of here after a response has started, it would stop daphne's reaper for good.
            logger.exception("A request failed in the bridge.")
            await out.fail()

    async def respond(self, scope: dict, receive: Receive, out: "Outlet") -> None:
        body, length = await read_body(scope, receive, self.max_body)
        environ = make_environ(scope, body, length)
        answer = await self.in_a_thread(environ, out)
        if answer is None:
            await out.end()
        elif answer.rest is None:
            await out.whole(answer.status, answer.headers, answer.body)
        else:
            await self.send_file(answer, out)

    async def in_a_thread(self, environ: dict, out: "Outlet") -> Answer | None:
        """Run the request in the pool, or refuse it when too many wait already."""
        if self.busy >= self.room:
            raise busy("The site is busy. Try again in a moment.", seconds=2)
        self.busy += 1
        job = self.threads.submit(self.run, environ, out, asyncio.get_running_loop())
        try:
            return await asyncio.wrap_future(job)
        except asyncio.CancelledError:
            # The client left long ago. A thread cannot be stopped, but what its view opened can be closed.
            job.add_done_callback(self.discard)
            raise
        finally:
            self.busy -= 1

    def discard(self, job: Future) -> None:
        answer = None if job.cancelled() or job.exception() else job.result()
        if answer is not None and answer.rest is not None:
            self.file_threads.submit(answer.rest.close)

    async def send_file(self, answer: Answer, out: "Outlet") -> None:
        """Send a file in short hops, each when the client has taken the one before."""
        loop = asyncio.get_running_loop()
        try:
            await out.start(answer.status, answer.headers)
            part = answer.body
            while part and not out.is_head:
                await out.part(part)
                part = await loop.run_in_executor(self.file_threads, answer.rest.read)
            await out.end()
        finally:
            await loop.run_in_executor(self.file_threads, answer.rest.close)

    # In a thread of the pool.

    def run(self, environ: dict, out: "Outlet", loop: asyncio.AbstractEventLoop) -> Answer | None:
        """The whole request. In a copy of the thread's context, so that no language, time zone or other context
        variable that a view leaves set is there for the next request, while the caches' connections are."""
        with environ["wsgi.input"]:
            return thread_context().copy().run(self.call_django, environ, out, loop)

    def call_django(self, environ: dict, out: "Outlet", loop: asyncio.AbstractEventLoop) -> Answer | None:
        if out.is_gone:
            raise Gone
        started: list = []
        response = self.wsgi(environ, lambda status, headers, exc_info=None: started.extend((status, headers)))
        status, headers = int(started[0][:3]), encode_headers(started[1])
        if isinstance(response, FileWrapper):
            return start_of_file(status, headers, response)
        try:
            if not getattr(response, "streaming", False):
                return Answer(status, headers, b"".join(response))
            self.stream(status, headers, response, out, loop)
            return None
        finally:
            response.close()

    def stream(
        self, status: int, headers: Headers, parts: Iterator, out: "Outlet", loop: asyncio.AbstractEventLoop
    ) -> None:
        """Send a generator's parts one by one from its own thread, where its database connection and language are."""

        def wait_for(step: Awaitable[None]) -> None:
            asyncio.run_coroutine_threadsafe(step, loop).result(HANDOVER_SECONDS)

        if not self.streams.acquire(blocking=False):
            raise busy("Too many downloads at once. Try again in a moment.", seconds=10)
        try:
            wait_for(out.start(status, headers))
            if not out.is_head:
                for part in parts:
                    wait_for(out.part(part))
        finally:
            self.streams.release()


class Outlet:
    """`send` with the rules that daphne leaves to the application: HEAD, slow clients, a response that breaks."""

    def __init__(self, send: Send, scope: dict) -> None:
        self.send = send
        self.is_head = scope["method"] == "HEAD"
        self.connection: Connection | None = scope.get("extensions", {}).get(CONNECTION)
        self.is_started = False

    @property
    def is_gone(self) -> bool:
        return self.connection is not None and self.connection.is_gone

    async def start(self, status: int, headers: Headers) -> None:
        self.is_started = True
        await self.send({"type": "http.response.start", "status": status, "headers": headers})

    async def part(self, data: bytes) -> None:
        """Send one part as soon as there is room for it. Raises Gone when the client left."""
        if self.connection is not None:
            await self.connection.ready()
        await self.send({"type": "http.response.body", "body": data, "more_body": True})

    async def end(self, data: bytes = b"") -> None:
        await self.send({"type": "http.response.body", "body": b"" if self.is_head else data})

    async def whole(self, status: int, headers: Headers, data: bytes) -> None:
        await self.start(status, headers)
        await self.end(data)

    async def fail(self) -> None:
        if self.is_started:
            self.hang_up()
        else:
            await self.whole(500, [PLAIN_TEXT], b"Something went wrong on our side. Please try again.\n")

    def hang_up(self) -> None:
        if self.connection is not None:
            self.connection.hang_up()


_local = threading.local()


def thread_context() -> contextvars.Context:
    """The context that all requests of this thread start from: empty, but for one connection to each cache."""
    if not hasattr(_local, "context"):
        _local.context = contextvars.Context()
        _local.context.run(lambda: [caches[alias] for alias in caches])
    return _local.context


def encode_headers(headers: list[tuple[str, str]]) -> Headers:
    # WSGIHandler puts a blank before every cookie, which HTTP allows and clients disagree about.
    return [(name.encode("ascii"), value.strip().encode("latin-1")) for name, value in headers]


def start_of_file(status: int, headers: Headers, file: FileWrapper) -> Answer:
    """Read the first part while the thread is here anyhow: most files, those of the style sheets, have no second."""
    try:
        first = file.read()
    except BaseException:
        file.close()
        raise
    if len(first) == CHUNK_BYTES:
        return Answer(status, headers, first, rest=file)
    file.close()
    return Answer(status, headers, first)


async def read_body(scope: dict, receive: Receive, limit: int) -> tuple[BinaryIO, int]:
    """The request's body as a file, and its length. Raises Gone, or Refusal above `limit` bytes."""
    connection = scope.get("extensions", {}).get(CONNECTION)
    if connection is not None:
        return connection.take_body()
    body, more = SpooledTemporaryFile(max_size=SPOOL_BYTES), True  # noqa: SIM115 (closed when the request is done)
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        body.write(message.get("body", b""))
        more = message.get("more_body", False)
        if body.tell() > limit:
            raise too_large(limit)
    length = body.tell()
    body.seek(0)
    return body, length


def make_environ(scope: dict, body: BinaryIO, length: int) -> dict:
    """The request as PEP 3333 wants it: text is latin-1 that stands for bytes."""
    server = scope.get("server") or ("localhost", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileWrapper,
    }
    if scope.get("client"):
        environ["REMOTE_ADDR"] = scope["client"][0]
    environ.update(header_variables(scope["headers"]))
    # A chunked body has no Content-Length, and Django reads nothing without one.
    environ.pop("CONTENT_LENGTH", None)
    if length:
        environ["CONTENT_LENGTH"] = str(length)
    return environ


def header_variables(headers: Headers) -> dict[str, str]:
    """Headers under their CGI names. One that comes several times is one, as RFC 9110 5.3 has it."""
    found: dict[str, list[str]] = {}
    for raw_name, value in headers:
        # "X_Forwarded_For" would pass for "X-Forwarded-For": no proxy means it well (CVE-2015-0219).
        if b"_" not in raw_name:
            name = raw_name.decode("latin-1").upper().replace("-", "_")
            found.setdefault(name, []).append(value.decode("latin-1"))
    if max(map(len, found.values()), default=0) > MAX_REPEATS:
        raise Refusal(400, "One header came too many times.")
    return {
        name if name in ("CONTENT_LENGTH", "CONTENT_TYPE") else f"HTTP_{name}": (
            "; " if name == "COOKIE" else ","
        ).join(values)
        for name, values in found.items()
    }
