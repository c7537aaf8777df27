"""Daphne started in code: what it refuses at the door, how it waits for slow clients, how it says goodbye.

What a request means is not known here: HTTP is answered by forum/http.py, sockets by forum/live.
"""

# Daphne installs Twisted's asyncio reactor when it is imported, so it comes before everything else of Twisted.
import daphne.server  # isort: skip

import asyncio
import contextlib
import logging
import resource
import signal
import threading
from collections.abc import Awaitable, Callable, Iterable
from io import BytesIO
from typing import BinaryIO

from autobahn.twisted.websocket import WebSocketServerProtocol
from daphne.endpoints import build_endpoint_description_strings
from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from twisted.internet import defer, reactor
from twisted.internet.endpoints import serverFromString
from twisted.internet.interfaces import IPushProducer
from twisted.internet.protocol import connectionDone
from twisted.logger import globalLogBeginner
from zope.interface import implementer

from .door import too_large
from .http import CONNECTION, Gone

logger = logging.getLogger(__name__)

MAX_FRAME_BYTES = 64 * 1024
HANDSHAKE_SECONDS = 5
# A client that has gone without a word is noticed within 35 s: daphne looks every two seconds whether a ping is due.
PING_SECONDS = 15
PONG_SECONDS = 15
SERVICE_RESTART = 1012  # RFC 6455 registry: the client should reconnect and go on.

# A client that takes nothing of a response for so long has gone, whatever its connection says.
STALL_SECONDS = 120
# How long a refused upload may go on arriving: closing at once would destroy the answer before it is read.
LINGER_SECONDS = 30
# How long views under way may take to finish when the server stops.
GRACE_SECONDS = 8
CLOSING_SECONDS = 1


@implementer(IPushProducer)
class Valve:
    """Open while the transport wants more; Twisted turns it as its buffer of 64 KiB fills and empties."""

    def __init__(self) -> None:
        self._open = asyncio.Event()
        self.resumeProducing()

    def pauseProducing(self) -> None:  # noqa: N802 (Twisted's name)
        self._open.clear()

    def resumeProducing(self) -> None:  # noqa: N802
        self._open.set()

    stopProducing = resumeProducing  # noqa: N815

    async def passable(self) -> None:
        """Return when more may be sent; raises TimeoutError when that takes longer than `STALL_SECONDS`."""
        if not self._open.is_set():
            await asyncio.wait_for(self._open.wait(), STALL_SECONDS)


class Request(WebRequest):
    """One HTTP request with a limit on its body, and with the two things ASGI cannot say: wait, and hang up."""

    # Daphne's own page has inline styles and its name on it.
    error_template = '<!doctype html><html lang="en"><title>%(title)s</title><h1>%(title)s</h1><p>%(body)s</p></html>'

    is_refused = False
    is_gone = False
    received = 0
    valve: Valve | None = None

    # At the door. These two are called while the body arrives, long before daphne starts an application.

    def gotLength(self, length: int | None) -> None:  # noqa: N802
        super().gotLength(length if self.is_within_limit(length or 0) else 0)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802
        self.received += len(data)
        if not self.is_refused and self.is_within_limit(self.received):
            super().handleContentChunk(data)

    def is_within_limit(self, size: int) -> bool:
        if size > self.server.max_body:
            self.refuse()
        return not self.is_refused

    def refuse(self) -> None:
        """Answer 413 now and forget the rest of the body as it arrives."""
        self.is_refused = True
        if self.content is not None:
            self.content.close()
        self.content = BytesIO()
        self.requestHeaders.removeHeader(b"Expect")  # Else Twisted would still say "100 Continue".
        asked = [(name, values[0]) for name, values in self.requestHeaders.getAllRawHeaders()]
        headers, body = too_large(self.server.max_body).answer(asked)
        head = b"".join(b"%b: %b\r\n" % header for header in headers)
        self.channel.write(b"HTTP/1.1 413 Content Too Large\r\n%b\r\n%b" % (head, body))
        reactor.callLater(LINGER_SECONDS, self.hang_up)

    def process(self) -> defer.Deferred | None:
        if self.is_refused:
            self.channel.loseConnection()
            return None
        return super().process()

    # For the application (forum/http.py), as the extension CONNECTION of its scope.

    def take_body(self) -> tuple[BinaryIO, int]:
        """The body as a file that the caller now owns, and its length. Raises Gone when the client left already."""
        if self.is_gone:
            raise Gone
        body, self.content = self.content, BytesIO()
        body.seek(0)
        return body, self.received

    async def ready(self) -> None:
        """Return when the client has taken what was sent. Raises Gone when it left, or takes nothing any more."""
        if self.is_gone:
            raise Gone
        if self.valve is None:
            self.valve = Valve()
            self.registerProducer(self.valve, True)
        try:
            await self.valve.passable()
        except TimeoutError:
            self.hang_up()
            raise Gone from None
        if self.is_gone:
            raise Gone

    def hang_up(self) -> None:
        """Cut the connection: the only honest end of a response that broke off in the middle."""
        if self.channel is not None and not self.is_gone:
            self.channel.forceAbortClient()

    # At the end.

    def finish(self) -> None:
        if self.valve is not None and not self.is_gone:
            self.unregisterProducer()
        super().finish()

    def connectionLost(self, reason: object = connectionDone) -> None:  # noqa: N802
        self.is_gone = True
        if self.valve is not None:
            self.valve.stopProducing()
        super().connectionLost(reason)


class RequestFactory(HTTPFactory):
    def buildProtocol(self, addr: object) -> object:  # noqa: N802
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = Request
        return protocol


class Server(daphne.server.Server):
    """Daphne, listening on one address.

    `ready` is called once it listens, with the address; `stopping` when it begins to stop.
    """

    def __init__(
        self,
        application: Callable[..., Awaitable[None]],
        *,
        host: str,
        port: int,
        max_body: int,
        ready: Callable[[str, int], None],
        stopping: Callable[[], None],
    ) -> None:
        super().__init__(
            application,
            endpoints=build_endpoint_description_strings(host=host, port=port),
            server_name="",
            ping_interval=PING_SECONDS,
            ping_timeout=PONG_SECONDS,
            websocket_handshake_timeout=HANDSHAKE_SECONDS,
            websocket_max_message_size=MAX_FRAME_BYTES,
            websocket_max_frame_size=MAX_FRAME_BYTES,
        )
        self.max_body = max_body
        self.ready = ready
        self.stopping = stopping
        self.connections: dict = {}
        self.failure = ""

    def run(self) -> None:
        """Serve until SIGINT or SIGTERM. Raises OSError when the address cannot be had."""
        globalLogBeginner.beginLoggingTo([lambda _: None], redirectStandardIO=False, discardBuffer=True)
        allow_many_files()
        asyncio.set_event_loop(reactor._asyncioEventloop)
        self.http_factory = RequestFactory(self)
        self.ws_factory = self.make_socket_factory()
        reactor.callLater(1, self.application_checker)
        reactor.callLater(2, self.timeout_checker)
        (endpoint,) = self.endpoints
        listening = serverFromString(reactor, endpoint).listen(self.http_factory)
        listening.addCallbacks(self.listen_success, self.listen_error)
        if threading.current_thread() is threading.main_thread():
            # A shell lets background commands ignore SIGINT, and Twisted would leave it so.
            signal.signal(signal.SIGINT, signal.default_int_handler)
        reactor.addSystemEventTrigger("before", "shutdown", lambda: as_deferred(self.say_goodbye()))
        reactor.run()
        if self.failure:
            raise OSError(self.failure)

    def make_socket_factory(self) -> WebSocketFactory:
        factory = WebSocketFactory(self, server=self.server_name)
        factory.setProtocolOptions(
            autoPingTimeout=self.ping_timeout,
            openHandshakeTimeout=self.websocket_handshake_timeout,
            maxMessagePayloadSize=self.websocket_max_message_size,
            maxFramePayloadSize=self.websocket_max_frame_size,
            failByDrop=False,  # A frame that is too long is answered with close code 1009, which a client can tell.
        )
        return factory

    def listen_success(self, port: object) -> None:
        super().listen_success(port)
        self.port = port
        reactor.callWhenRunning(self.ready, port.getHost().host, port.getHost().port)

    def listen_error(self, failure: object) -> None:
        self.failure = failure.getErrorMessage()
        reactor.callWhenRunning(reactor.stop)

    def create_application(self, protocol: object, scope: dict) -> asyncio.Queue | None:
        if scope["type"] == "http":
            scope["extensions"] = {CONNECTION: protocol}
        return super().create_application(protocol, scope)

    async def say_goodbye(self) -> None:
        """Take no one new, let sockets resume elsewhere and views finish, then cut what is left."""
        self.stopping()
        if not self.failure:
            await self.port.stopListening().asFuture(asyncio.get_running_loop())
        for socket in self.sockets():
            socket.sendCloseFrame(code=SERVICE_RESTART, reasonUtf8=b"The service restarts.")
        await self.wait_for(self.running(WebSocketProtocol), CLOSING_SECONDS)
        await self.wait_for(self.running(WebRequest), GRACE_SECONDS)
        # Hanging up first: a thread that waits for a slow client then learns it while the loop still runs.
        for request in [each for each in self.connections if isinstance(each, Request)]:
            request.hang_up()
        await self.wait_for(self.running(WebRequest), CLOSING_SECONDS)
        for task in self.running(object):
            task.cancel()

    def sockets(self) -> list[WebSocketServerProtocol]:
        return [
            each
            for each in self.connections
            if isinstance(each, WebSocketProtocol) and each.state == WebSocketServerProtocol.STATE_OPEN
        ]

    def running(self, kind: type) -> list[asyncio.Future]:
        """The applications under way behind connections of this kind."""
        tasks = [each.get("application_instance") for on, each in self.connections.items() if isinstance(on, kind)]
        return [task for task in tasks if task is not None and not task.done()]

    @staticmethod
    async def wait_for(tasks: Iterable[asyncio.Future], seconds: float) -> None:
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)


def allow_many_files() -> None:
    """Raise the soft limit of open files, often 1,024, to the hard one: every open page holds a socket."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def as_deferred(coroutine: Awaitable[None]) -> defer.Deferred:
    return defer.Deferred.fromFuture(asyncio.ensure_future(coroutine))
