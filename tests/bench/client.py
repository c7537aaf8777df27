"""A light HTTP client, so that what it costs stays small beside the server: connections are kept, nothing is parsed."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Request:
    """What is sent; `status` is what must come back."""

    path: str
    cookie: str = ""
    form: bytes = b""
    status: int = 200

    def encoded(self, host: str) -> bytes:
        lines = [
            f"{'POST' if self.form else 'GET'} {self.path} HTTP/1.1",
            f"Host: {host}",
            "Accept: text/html",
            "User-Agent: bench",
        ]
        if self.cookie:
            lines.append(f"Cookie: {self.cookie}")
        if self.form:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(self.form)}"]
            lines.append(f"Origin: http://{host}")
        return "\r\n".join([*lines, "", ""]).encode() + self.form


@dataclass
class Run:
    """What a run measured: a time for each answer, in seconds, and the answers that were not as asked."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    wrong: dict[int, int] = field(default_factory=dict)
    bytes: int = 0

    def percentile(self, share: float) -> float:
        ordered = sorted(self.times) or [0.0]
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Connection:
    """One kept connection to the server."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def ask(self, request: Request) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers (names in lower case) of the answer."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection(self._host, self._port, limit=2**20)
        self._writer.write(request.encoded(f"{self._host}:{self._port}"))
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status_line, *lines = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
        body = await self._body(headers)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return int(status_line.split()[1]), body, headers

    async def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() == "chunked":
            parts = []
            while size := int(await self._reader.readline(), 16):
                parts.append(await self._reader.readexactly(size))
                await self._reader.readline()
            await self._reader.readline()
            return b"".join(parts)
        return await self._reader.readexactly(int(headers.get("content-length", 0)))

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def drive(host: str, port: int, next_request: Callable[[], Request], concurrency: int, seconds: float) -> Run:
    """Keep `concurrency` requests under way for `seconds`."""
    run = Run()
    began = time.perf_counter()

    async def worker() -> None:
        connection = Connection(host, port)
        while time.perf_counter() - began < seconds:
            request = next_request()
            asked = time.perf_counter()
            status, body, _headers = await connection.ask(request)
            run.times.append(time.perf_counter() - asked)
            run.bytes += len(body)
            if status != request.status:
                run.wrong[status] = run.wrong.get(status, 0) + 1
        connection.close()

    await asyncio.gather(*(worker() for _ in range(concurrency)))
    run.seconds = time.perf_counter() - began
    return run
