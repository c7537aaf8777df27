"""The child: `python -m search.extract ENDING` reads a file from standard input and writes its passages as JSON.

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


def read(file: BinaryIO, ending: str) -> Iterable[Page]:
    """The pages of `file`, by the kind that it was found to be when it was uploaded."""
    if ending == "pdf":
        return pdf.pages(file)
    if ending in packages.KINDS:
        return packages.KINDS[ending](packages.Package(file))
    return texts.KINDS[ending](file.read())


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
        json.dump(cut(read(file, sys.argv[1])), sys.stdout)


if __name__ == "__main__":
    main()
