"""File names that are safe in an address, in a header, on a disk, and between the brackets of a Markdown picture."""

import re
import unicodedata

MAX_NAME = 100
_UNSAFE = re.compile(r"[^\w.-]+")


def safe_name(name: str, suffix: str = "") -> str:
    """The last part of `name`, blanks as hyphens; with `suffix` in the place of an ending that says otherwise."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = re.sub(r"-{2,}", "-", _UNSAFE.sub("-", name)).strip("-.") or "file"
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    ending = suffix or ending[:10].lower()
    return f"{stem[: MAX_NAME - 12]}.{ending}" if ending else stem[:MAX_NAME]


def told_apart(name: str, taken: set[str]) -> str:
    """`name`, with a number when a file of that name is there already."""
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    candidate, count = name, 1
    while candidate in taken:
        count += 1
        candidate = f"{stem}-{count}{dot}{ending}"
    return candidate
