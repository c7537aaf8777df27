"""The plain text of a mail cut into what was written, what was quoted and the signature, and put together as Markdown.

Markdown itself folds a long quote, so nothing here hides anything: what the sender wrote comes first and stays whole.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from .prose import prose

DEEPEST_QUOTE = 6
LONGEST_SIGNATURE = 25

# A quote of so many lines keeps its lines, and is folded by Markdown; a shorter one flows and stands open.
KEEPS_ITS_LINES = 9

_QUOTE_MARKS = re.compile(r"^(?:>[ \t]?)+")
_SIGNATURE = re.compile(r"^(?:--|_{20,})$")
_ORIGINAL = re.compile(
    r"^(?:-{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|mensaje original)\s*-{2,}|_{20,})$",
    re.IGNORECASE,
)
_OUTLOOK_HEAD = re.compile(r"^\*?(?:From|Sender|De|Von)\s?:\*? ?\S")
_OUTLOOK_NEXT = re.compile(r"^\*?(?:Sent|Date|To|Subject|Title|Gesendet|Enviado)\s?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """Neighbouring lines of one kind: "text", "quote", "original" or "signature"; those of quotes without one `>`."""

    kind: str
    lines: list[str]


def to_markdown(text: str) -> str:
    """The Markdown source of a post that says what the mail `text` said."""
    return "\n\n".join(part for part in map(_markdown, blocks(text)) if part)


def blocks(text: str) -> list[Block]:
    """`text` cut into its blocks, in their order."""
    lines = [line.rstrip() for line in text.split("\n")]
    lines, original = _cut_original(lines)
    lines, signature = _cut_signature(lines)
    found = [
        Block("quote", [_unquoted(line) for line in run]) if is_quote else Block("text", list(run))
        for is_quote, run in groupby(_without_gaps(lines), key=_is_quoted)
    ]
    found += [Block("signature", signature), Block("original", original)]
    return [block for block in found if any(line.strip() for line in block.lines)]


def _markdown(block: Block) -> str:
    if block.kind == "text":
        return prose(block.lines)
    if block.kind == "signature" and len(block.lines) < KEEPS_ITS_LINES:
        return prose(["--", *block.lines], flows=False)
    return _quoted(block.lines, flows=len(block.lines) < KEEPS_ITS_LINES)


def _cut_original(lines: list[str]) -> tuple[list[str], list[str]]:
    """The earlier mail that a mail program put whole below the answer; where nothing was written above, it stays."""
    for at, line in enumerate(lines):
        if _begins_original(line, lines[at + 1 : at + 8]):
            is_answer = any(one.strip() for one in lines[:at])
            return (lines[:at], lines[at:]) if is_answer else (lines, [])
    return lines, []


def _begins_original(line: str, following: list[str]) -> bool:
    if _ORIGINAL.match(line):
        return any(_OUTLOOK_HEAD.match(one) for one in following[:3])
    return bool(_OUTLOOK_HEAD.match(line)) and sum(1 for one in following if _OUTLOOK_NEXT.match(one)) >= 2


def _cut_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """What stands below the last `-- ` or list footer, if it is short enough to be one and quotes nothing."""
    for at in range(len(lines) - 1, max(len(lines) - LONGEST_SIGNATURE, -1), -1):
        if _is_quoted(lines[at]):
            break
        if _SIGNATURE.match(lines[at]):
            return lines[:at], [line for line in lines[at + 1 :] if line.strip()]
    return lines, []


def _is_quoted(line: str) -> bool:
    return line.startswith(">")


def _unquoted(line: str) -> str:
    return line[2:] if line.startswith("> ") else line[1:]


def _without_gaps(lines: list[str]) -> list[str]:
    """Empty lines between two lines of a quote belong to it."""
    filled = list(lines)
    for at in range(1, len(filled) - 1):
        if not filled[at] and _is_quoted(filled[at - 1]) and _is_quoted(filled[at + 1]):
            filled[at] = ">"
    return filled


def _quoted(lines: list[str], flows: bool, depth: int = 1) -> str:
    """Lines as a block quote; what they quote themselves stands one step deeper."""
    parts = []
    for is_quote, run in groupby(_without_gaps(lines), key=_is_quoted):
        if is_quote and depth < DEEPEST_QUOTE:
            parts.append(_quoted([_unquoted(line) for line in run], flows, depth + 1))
        else:
            parts.append(prose([_QUOTE_MARKS.sub("", line) for line in run], flows=flows))
    inside = "\n\n".join(part for part in parts if part)
    return "\n".join(f"> {line}" if line else ">" for line in inside.split("\n"))
