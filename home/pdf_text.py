"""The words of a PDF, read in a process of its own: a file that hangs or swells takes nothing else along.

Run as `python -m home.pdf_text` it reads a PDF from standard input and writes JSON: pages and text.
"""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

MOST_PAGES, MOST_CHARACTERS = 200, 400_000
SECONDS, MEMORY = 30, 768 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Words:
    """How many pages a PDF has, and what the first 200 say."""

    pages: int
    text: str


def words_of(file: BinaryIO) -> Words | None:
    """The words of `file`; None for one that cannot be read within 30 seconds and 768 MiB."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "home.pdf_text"],
            input=file.read(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            cwd=Path(__file__).parent.parent,
        )
        return Words(**json.loads(done.stdout))
    except (subprocess.SubprocessError, ValueError, TypeError):
        return None


def _read(content: bytes) -> Words:
    from pypdf import PdfReader  # noqa: PLC0415 - 25 MB, for this process and not for the one that starts it.

    reader = PdfReader(BytesIO(content))
    parts: list[str] = []
    length = 0
    for page in reader.pages[:MOST_PAGES]:
        parts.append(page.extract_text())
        length += len(parts[-1])
        if length > MOST_CHARACTERS:
            break
    text = " ".join(" ".join(parts).split()).replace("\x00", "")
    return Words(len(reader.pages), text[:MOST_CHARACTERS])


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    words = _read(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps({"pages": words.pages, "text": words.text}))
