"""One raw message understood: who, when, about what, answering what, its text, its files. It never raises on mail."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import Compat32
from email.utils import collapse_rfc2231_value, parseaddr, parsedate_to_datetime

from django.utils.timezone import now

from .charsets import decode, decode_words
from .readable import html_to_text
from .reading import RawMessage

# More nesting than people make costs the parser time that grows with its square.
MOST_BOUNDARIES = 60
MOST_ATTACHMENTS = 50
MOST_REFERENCES = 400

_MESSAGE_ID = re.compile(r"<([^<>\s]{1,900})>")
_OBSCURED_ADDRESS = re.compile(r"^([\w.+=~-]+) at ([\w.-]+\.\w+)$")
_ADDRESS = re.compile(r"[^\s@<>(),;:\"]+@[\w.-]+")
_DETACHED_SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Author:
    """Whom the archive names. The address is lower case; empty when it has none."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is needed to put a message into its thread. `key` is the same for the same message in every archive."""

    key: str
    message_id: str
    references: tuple[str, ...]
    subject: str
    author: Author
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a message; its type is what the mail claims, to be sniffed by whoever stores it."""

    name: str
    claimed_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Content:
    """What a message says and brings."""

    text: str
    files: list[File] = field(default_factory=list)
    was_html: bool = False
    signatures_left_out: int = 0


class _AsWritten(Compat32):
    """Headers come as they stand, with bytes beyond ASCII as surrogates: what they mean is found out in `charsets`."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


_headers = BytesHeaderParser(policy=_AsWritten())
_whole = BytesParser(policy=_AsWritten())


def key_of(message_id: str) -> str:
    """The key of a Message-ID: of one length, whatever the length of the id."""
    return hashlib.sha256(b"id:" + message_id.encode("utf-8", "surrogatepass")).hexdigest()


def envelope(raw: RawMessage) -> Envelope:
    """The headers of `raw`, decoded and mended."""
    headers = _headers.parsebytes(raw.content)
    ids = _ids_in(headers, "Message-ID")
    author = _author(headers)
    subject = decode_words(_text(headers, "Subject"))
    sent_at = _sent_at(headers, raw.postmark)
    return Envelope(
        key=key_of(ids[0]) if ids else _fingerprint(raw, author, subject, sent_at),
        message_id=ids[0] if ids else "",
        references=_references(headers, set(ids[:1])),
        subject=subject,
        author=author,
        sent_at=sent_at,
    )


def content(raw: RawMessage) -> Content:
    """The body of `raw`: its readable text and its files."""
    if raw.content.lower().count(b"boundary") > MOST_BOUNDARIES:
        return Content(decode(raw.content, None))
    gathered = _Gathered()
    try:
        gathered.take(_whole.parsebytes(raw.content))
    except RecursionError:
        # Mail within mail within mail: only somebody who wants to break a reader sends that.
        return Content(decode(raw.content, None))
    text = "\n\n".join(part.strip("\n") for part in gathered.texts if part.strip())
    return Content(text, gathered.files, gathered.was_html, gathered.signatures)


class _Gathered:
    """Collects texts and files while it walks the parts of one message."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.files: list[File] = []
        self.was_html = False
        self.signatures = 0

    def take(self, part: Message) -> None:
        kind = part.get_content_type()
        if kind == "multipart/alternative":
            self._take_best(part)
        elif part.is_multipart() and part.get_content_maintype() == "multipart":
            for inner in part.get_payload():
                self.take(inner)
        elif kind in _DETACHED_SIGNATURES:
            # It signs the bytes of the mail, which a post does not keep: nobody could check it here.
            self.signatures += 1
        elif _is_text_to_read(part):
            self._take_text(part)
        else:
            self._take_file(part)

    def _take_best(self, part: Message) -> None:
        """Of several forms of one text the plain one, unless it is empty; files that stand beside them are kept."""
        leaves = list(_leaves(part))
        plain = [leaf for leaf in leaves if leaf.get_content_type() == "text/plain" and _text_of(leaf).strip()]
        readable = plain or [leaf for leaf in leaves if leaf.get_content_type() == "text/html"]
        for leaf in leaves:
            if leaf.get_content_maintype() != "text" or leaf.get_filename():
                self.take(leaf)
            elif leaf in readable:
                self._take_text(leaf)

    def _take_text(self, part: Message) -> None:
        text = _text_of(part)
        if part.get_content_type() == "text/html":
            self.was_html = True
            text = html_to_text(text)
        self.texts.append(text)

    def _take_file(self, part: Message) -> None:
        inside = _bytes_of(part)
        if inside and len(self.files) < MOST_ATTACHMENTS:
            self.files.append(File(_file_name(part, len(self.files) + 1), part.get_content_type(), inside))


def _leaves(part: Message) -> Iterator[Message]:
    return (leaf for leaf in part.walk() if not leaf.is_multipart() or leaf.get_content_maintype() == "message")


def _is_text_to_read(part: Message) -> bool:
    if part.get_content_type() not in ("text/plain", "text/html", "text/enriched"):
        return False
    return part.get_content_disposition() != "attachment" and not part.get_filename()


def _text_of(part: Message) -> str:
    return decode(part.get_payload(decode=True) or b"", part.get_content_charset())


def _bytes_of(part: Message) -> bytes:
    """The bytes of a file; of a mail or of reports within the mail, their source."""
    if part.is_multipart():
        return b"\n".join(inner.as_bytes() for inner in part.get_payload())
    return part.get_payload(decode=True) or b""


_ENDINGS = {
    "application/octet-stream": "bin",
    "message/rfc822": "eml",
    "message/delivery-status": "txt",
    "text/rfc822-headers": "txt",
    "text/calendar": "ics",
}


def _file_name(part: Message, number: int) -> str:
    """A name without folders and controls. Where the mail has none: its kind and number."""
    given = part.get_filename()
    if given:
        name = decode_words(collapse_rfc2231_value(given)).replace("\\", "/").rsplit("/", 1)[-1].strip(". ")
        if name:
            return name[-120:]
    kind = part.get_content_type()
    ending = _ENDINGS.get(kind) or re.sub(r"[^a-z0-9]", "", part.get_content_subtype())[:10] or "bin"
    return f"{part.get_content_maintype()}-{number}.{ending}"


def _text(headers: Message, name: str) -> str:
    return headers.get(name) or ""


def _ids_in(headers: Message, name: str) -> list[str]:
    """The ids of a header, in their order. Some mailers leave the angle brackets out."""
    value = " ".join(headers.get_all(name, []))
    found = _MESSAGE_ID.findall(value)
    bare = value.strip()
    if not found and "@" in bare and " " not in bare:
        found = [bare.strip("<>")[:900]]
    return found[-MOST_REFERENCES:] if name != "Message-ID" else found


def _references(headers: Message, own: set[str]) -> tuple[str, ...]:
    """The ancestors, oldest first, the parent last. Some mailers put many ids into In-Reply-To: the first is meant."""
    references = _ids_in(headers, "References")
    parents = _ids_in(headers, "In-Reply-To")[:1]
    if parents and parents[0] in references:
        references.remove(parents[0])
    return tuple(dict.fromkeys(one for one in references + parents if one not in own))


def _author(headers: Message) -> Author:
    value = _text(headers, "From") or _text(headers, "Sender") or _text(headers, "Reply-To")
    name, address = parseaddr(decode_and_keep_commas(value))
    obscured = re.match(r"^(.{1,200}? at [\w.-]+) \((.{0,200})\)$", " ".join(value.split()))
    if obscured and "@" not in value:
        name, address = decode_words(obscured[2]), obscured[1]
    address = _OBSCURED_ADDRESS.sub(r"\1@\2", address.strip()).lower()
    if not _ADDRESS.fullmatch(address):
        found = _ADDRESS.search(value)
        address = found[0].lower() if found else ""
        name = name or value.partition("<")[0]
    name = " ".join(decode_words(name).strip("\"' ").split())
    if not name or _OBSCURED_ADDRESS.match(name):
        name = address.partition("@")[0]
    return Author(name[:120], address[:254])


def decode_and_keep_commas(value: str) -> str:
    """An address header ready to be taken apart: encoded words stay, raw bytes become text."""
    return value if value.isascii() else decode_words(value)


def _sent_at(headers: Message, postmark: bytes) -> datetime:
    """When it was sent: the Date, else the first relay's time, else the archive's. A date to come is a wrong clock."""
    latest = now() + timedelta(days=1)
    relays = [value.rpartition(";")[2] for value in reversed(headers.get_all("Received", []))]
    stamp = " ".join(postmark.decode("ascii", "replace").split()[-5:])
    for value in [_text(headers, "Date"), *relays[:1], stamp]:
        moment = _moment(value)
        if moment and _EARLIEST < moment < latest:
            return moment
    return _EARLIEST


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _fingerprint(raw: RawMessage, author: Author, subject: str, sent_at: datetime) -> str:
    """The key of a message without Message-ID: of what stays the same in every copy of it."""
    body = raw.content.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    body = b" ".join(body.split())
    head = f"{author.address}\n{subject}\n{sent_at.isoformat()}\n".encode("utf-8", "surrogatepass")
    return hashlib.sha256(b"text:" + head + body).hexdigest()
