"""The child: `python -m search.extract ENDING` reads a file from standard input and writes its passages as JSON, with
the number of its pages.

It ends with an error for a file that cannot be read. Whatever the file does, it does to this process alone."""

import json
import logging
import os
import resource
import sys
from collections.abc import Iterable
from typing import BinaryIO

from . import limits, packages, pdf, texts
from .passages import Page, cut


def read(file: BinaryIO, ending: str) -> tuple[int, Iterable[Page]]:
    """The number of pages of `file` (0 where its kind has none) and what they say, by the kind that it was found to be
    when it was uploaded."""
    if ending == "pdf":
        return pdf.read(file)
    if ending in packages.KINDS:
        return 0, packages.KINDS[ending](packages.Package(file))
    return 0, texts.KINDS[ending](file.read())


def main() -> None:
    for limit, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.CPU_SECONDS),
        (resource.RLIMIT_FSIZE, limits.WRITTEN),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    os.nice(10)
    logging.disable()
    with os.fdopen(os.dup(0), "rb") as file:
        count, pages = read(file, sys.argv[1])
        json.dump({"pages": count, "passages": cut(pages)}, sys.stdout)


if __name__ == "__main__":
    main()
