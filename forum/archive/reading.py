"""From files and folders to raw messages, one at a time: mbox, maildir, single messages, LISTSERV logs."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

# A message above this is passed over (and told): no list server of a government lets one through.
LARGEST_MESSAGE = 50 * 1024 * 1024
LONGEST_LINE = 1024 * 1024

# What begins a message in an mbox: "From sender Thu Jan  2 00:54:43 2014". The date is required, because many
# writers leave a body line that begins with "From " as it is.
_POSTMARK = re.compile(
    rb"From [^\r\n]{0,400}?\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? "
    rb"+(?:[A-Z][a-z]{2} +\d{1,2}|\d{1,2} +[A-Z][a-z]{2}) +[\d:]{5,8}[^\r\n]{0,40}\d{4}"
)
# mboxrd: one `>` was put before each line that would have looked like a postmark.
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]+\S")
_LISTSERV_RULE = b"=" * 73


@dataclass(frozen=True, slots=True)
class Place:
    """Where the bytes of one message stand: from `start` to `end` of a file, quoted as mboxrd quotes or not."""

    path: Path
    number: int
    start: int
    end: int
    is_quoted: bool = False

    def __str__(self) -> str:
        return f"{self.path.name}:{self.number}"


@dataclass(frozen=True, slots=True)
class RawMessage:
    """The bytes of one message, and where they stand. Of one that is too large only the beginning is here."""

    place: Place
    content: bytes
    postmark: bytes = b""
    is_too_large: bool = False


class NotAnArchiveError(Exception):
    """The path holds nothing that can be read as mail; the text says why."""


def read(paths: Iterable[Path]) -> Iterator[RawMessage]:
    """Every message of `paths` in their order. Raises NotAnArchiveError before the first of a path that is none."""
    for path in paths:
        yield from _read_path(path)


def _read_path(path: Path) -> Iterator[RawMessage]:
    if not path.exists():
        raise NotAnArchiveError(f"{path}: there is no such file or folder.")
    if not path.is_dir():
        yield from _read_file(path)
        return
    for file in _files_of(path):
        yield from _read_file(file)


def _files_of(folder: Path) -> list[Path]:
    """The files of a maildir, or else of any folder of archives, in the order of their names."""
    if (folder / "cur").is_dir() or (folder / "new").is_dir():
        inside = [file for part in ("cur", "new") for file in (folder / part).glob("*")]
    else:
        inside = list(folder.rglob("*"))
    files = sorted(file for file in inside if file.is_file() and not file.name.startswith("."))
    if not files:
        raise NotAnArchiveError(f"{folder}: the folder holds no mail.")
    return files


def reread(place: Place) -> RawMessage:
    """The message that an earlier reading found at `place`, so that no archive has to be held in memory."""
    with place.path.open("rb") as file:
        file.seek(place.start)
        content = file.read(min(place.end - place.start, LARGEST_MESSAGE))
    return RawMessage(place, _QUOTED_FROM.sub(rb"\1", content) if place.is_quoted else content)


def _read_file(path: Path) -> Iterator[RawMessage]:
    with path.open("rb") as file:
        first = file.readline(LONGEST_LINE)
        file.seek(0)
        if _POSTMARK.match(first):
            yield from _split(path, file, _starts_mbox, is_quoted=True)
        elif first.rstrip() == _LISTSERV_RULE:
            yield from _split(path, file, _starts_listserv, is_quoted=False)
        elif _HEADER.match(first):
            yield _whole(path, file)
        else:
            raise NotAnArchiveError(f"{path}: neither an mbox, nor a LISTSERV log, nor a message.")


def _whole(path: Path, file: BinaryIO) -> RawMessage:
    content = file.read(LARGEST_MESSAGE + 1)
    place = Place(path, 1, 0, len(content))
    return RawMessage(place, content[:LARGEST_MESSAGE], is_too_large=len(content) > LARGEST_MESSAGE)


def _starts_mbox(line: bytes, following: bytes) -> bool:
    return line.startswith(b"From ") and bool(_POSTMARK.match(line) and _HEADER.match(following))


def _starts_listserv(line: bytes, following: bytes) -> bool:
    return line.rstrip() == _LISTSERV_RULE and bool(_HEADER.match(following))


def _split(path: Path, file: BinaryIO, starts: Callable[[bytes, bytes], bool], is_quoted: bool) -> Iterator[RawMessage]:
    """The messages of a file that holds many, found by a window of two lines."""
    number, at, start, postmark = 0, 0, 0, b""
    lines: list[bytes] = []
    line = file.readline(LONGEST_LINE)
    while line:
        following = file.readline(LONGEST_LINE)
        if starts(line, following):
            if number:
                yield _message(Place(path, number, start, at, is_quoted), lines, postmark)
            number, lines, postmark, start = number + 1, [], line, at + len(line)
        elif at + len(line) - start <= LARGEST_MESSAGE:
            lines.append(line)
        at += len(line)
        line = following
    if number:
        yield _message(Place(path, number, start, at, is_quoted), lines, postmark)


def _message(place: Place, lines: list[bytes], postmark: bytes) -> RawMessage:
    # The empty line before the next postmark belongs to the file, not to the message.
    if lines and not lines[-1].strip():
        place = replace(place, end=place.end - len(lines.pop()))
    content = b"".join(lines)
    if place.is_quoted:
        content = _QUOTED_FROM.sub(rb"\1", content)
    return RawMessage(place, content, postmark, is_too_large=place.end - place.start > LARGEST_MESSAGE)
