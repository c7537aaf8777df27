"""The answers given before Django hears of a request: too large, too busy.

Their pages are static files, so that a proxy in front of the site shows the same ones."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

Headers = list[tuple[bytes, bytes]]

PAGES = Path(__file__).parent / "static" / "forum" / "door"
TEXT, HTML = b"text/plain; charset=utf-8", b"text/html; charset=utf-8"
POLICY = (
    b"default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Refusal(Exception):  # noqa: N818 - it is an answer
    """An answer given without asking Django: a sentence, and the name of the page that says it to people."""

    def __init__(self, status: int, sentence: str, page: str = "", *headers: tuple[bytes, bytes]) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.page = status, sentence, page
        self.headers = headers

    def answer(self, asked: Iterable[tuple[bytes, bytes]]) -> tuple[Headers, bytes]:
        """Headers and body for a request with the headers `asked`: a page for browsers, for htmx the line that goes
        where alerts stand, for everything else plain text."""
        given = {name.lower(): value for name, value in asked}
        if b"hx-request" in given:
            line = f'<hx-partial hx-target="#alerts" hx-swap="innerHTML"><p>{self.sentence}</p></hx-partial>'
            kind, body = HTML, line.encode()
        elif self.page and b"text/html" in given.get(b"accept", b""):
            kind, body = HTML, page(self.page)
        else:
            kind, body = TEXT, f"{self.sentence}\n".encode()
        return [
            (b"Content-Type", kind),
            (b"Content-Length", b"%d" % len(body)),
            (b"Content-Security-Policy", POLICY),
            (b"X-Content-Type-Options", b"nosniff"),
            (b"Cache-Control", b"no-store"),
            *self.headers,
        ], body


@cache
def page(name: str) -> bytes:
    return (PAGES / f"{name}.html").read_bytes()


def too_large(limit: int) -> Refusal:
    """413: more than `limit` bytes in one request."""
    sentence = f"This is more than the {limit // 1024**2} MB that one request may carry."
    return Refusal(413, sentence, "too-large", (b"Connection", b"close"))


def busy(sentence: str, seconds: int) -> Refusal:
    """503: try again after so many seconds."""
    return Refusal(503, sentence, "busy", (b"Retry-After", b"%d" % seconds))
