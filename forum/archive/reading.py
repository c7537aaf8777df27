"""From files and folders to raw messages, one at a time: mbox, maildir, single messages, LISTSERV logs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
_QUOTED_FROM = re.compile(rb">+From ")
_HEADER = re.compile(rb"[!-9;-~]+[ \t]*:|[ \t]+\S")
_LISTSERV_RULE = b"=" * 73


@dataclass(frozen=True, slots=True)
class RawMessage:
    """The bytes of one message as they stand in its archive, and where that is."""

    place: str
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


def _read_file(path: Path) -> Iterator[RawMessage]:
    with path.open("rb") as file:
        first = file.readline(LONGEST_LINE)
        file.seek(0)
        if _POSTMARK.match(first):
            yield from _split(path.name, file, _starts_mbox, _unquoted)
        elif first.rstrip() == _LISTSERV_RULE:
            yield from _split(path.name, file, _starts_listserv, _unchanged)
        elif _HEADER.match(first):
            yield _whole(path.name, file)
        else:
            raise NotAnArchiveError(f"{path}: neither an mbox, nor a LISTSERV log, nor a message.")


def _whole(name: str, file: BinaryIO) -> RawMessage:
    content = file.read(LARGEST_MESSAGE + 1)
    if len(content) > LARGEST_MESSAGE:
        return RawMessage(name, content[: 64 * 1024], is_too_large=True)
    return RawMessage(name, content)


def _starts_mbox(line: bytes, following: bytes) -> bool:
    return line.startswith(b"From ") and bool(_POSTMARK.match(line) and _HEADER.match(following))


def _starts_listserv(line: bytes, following: bytes) -> bool:
    return line.rstrip() == _LISTSERV_RULE and bool(_HEADER.match(following))


def _unquoted(line: bytes) -> bytes:
    """mboxrd: one `>` fewer before each line that would have looked like a postmark."""
    return line[1:] if line.startswith(b">") and _QUOTED_FROM.match(line) else line


def _unchanged(line: bytes) -> bytes:
    return line


def _split(name: str, file: BinaryIO, starts, unquoted) -> Iterator[RawMessage]:  # noqa: ANN001 - two small functions
    """The messages of a file that holds many, by a window of two lines."""
    count, size, lines, postmark = 0, 0, [], b""
    line = file.readline(LONGEST_LINE)
    while line:
        following = file.readline(LONGEST_LINE)
        if starts(line, following):
            if count:
                yield _joined(f"{name}:{count}", lines, postmark, size)
            count, size, lines, postmark = count + 1, 0, [], line
        else:
            size += len(line)
            if size <= LARGEST_MESSAGE:
                lines.append(unquoted(line))
        line = following
    if count:
        yield _joined(f"{name}:{count}", lines, postmark, size)


def _joined(place: str, lines: list[bytes], postmark: bytes, size: int) -> RawMessage:
    # The empty line before the next postmark belongs to the file, not to the message.
    if lines and not lines[-1].strip():
        lines.pop()
    return RawMessage(place, b"".join(lines), postmark, is_too_large=size > LARGEST_MESSAGE)
