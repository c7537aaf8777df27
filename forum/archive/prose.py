"""Lines of plain text as Markdown that shows them as they were: paragraphs flow, points are lists, drawings stay."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

# Writers wrap at some 72 characters. A line that had room for the next word was ended on purpose.
WRAPPED_AT = 66

_PATCH = re.compile(r"^(?:diff --git |Index: \S|--- a/|--- \S+\t|@@ -\d)")
_POINT = re.compile(r"^ {0,3}(?:([-*+•])|(\d{1,3})[.)])[ \t]+(?=\S)")
_RULE = re.compile(r"^\s*(?:[_*=~+#.-]\s?){3,}$")
_DRAWN = re.compile(r"\S {3,}\S|\t\S|[|+][-=]{2,}|^[|+].*[|+]$")
_BACKTICKS = re.compile(r"`+")
# Kept as they are: code spans, addresses on the web (up to what ends one for the renderer too), and *stressed* words.
_KEPT = re.compile(
    r"`[^`\n]{1,200}`(?!`)|https?://[^\s<>\"'`\\^{}|]+|(?<![^\s(\"'])\*[A-Za-z0-9][A-Za-z0-9' -]{0,60}(?<! )\*(?![\w*])"
)
# `_` inside a word is no emphasis, and square brackets are harmless unless a round one follows.
_SPECIAL = re.compile(
    r"[\\`*]|<(?=[^\s<>]*[:@])|~(?=~)|(?<=~)~|\](?=\()|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|(?<![^\W_])(?<![._/])@(?=[A-Za-z0-9])"
)
_LEADING = re.compile(r"^(?:(#{1,6}|[+-])(?=\s|$)|(>)|(\d{1,9})(?=[.)](?:\s|$))|(?=[|: -]*\|[|: -]*$))")


def prose(lines: list[str], *, flows: bool = True) -> str:
    """`lines` as Markdown paragraphs. Without `flows` every line keeps its end."""
    return "\n\n".join(_paragraphs(lines, flows))


def _paragraphs(lines: list[str], flows: bool) -> Iterator[str]:
    """Neighbouring paragraphs that are drawn become one piece of code."""
    code: list[str] = []
    for run in _runs(lines):
        if _is_drawn(run):
            code += ["", *run] if code else run
            continue
        if code:
            yield _fenced(code)
            code = []
        yield from _written(run, flows)
    if code:
        yield _fenced(code)


def _runs(lines: list[str]) -> Iterator[list[str]]:
    """The paragraphs; from the first line of a patch on, all is one."""
    patch = next((at for at, line in enumerate(lines) if _PATCH.match(line)), len(lines))
    for is_written, run in groupby(lines[:patch], key=lambda line: bool(line.strip())):
        if is_written:
            yield list(run)
    if lines[patch:]:
        yield lines[patch:]


def _is_drawn(run: list[str]) -> bool:
    """Whether the spaces of a paragraph carry meaning: patches, code, tables and figures made of characters."""
    if _PATCH.match(run[0]):
        return True
    if _POINT.match(run[0]):
        return False
    indented = sum(1 for line in run if line.startswith(("    ", "\t")))
    drawn = sum(1 for line in run if _DRAWN.search(line.strip()))
    return indented * 2 > len(run) or (drawn * 2 > len(run) and len(run) > 1)


def _fenced(lines: list[str]) -> str:
    text = "\n".join(line.expandtabs(8) for line in lines).rstrip()
    fence = "`" * max(3, 1 + max((len(run) for run in _BACKTICKS.findall(text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def _written(run: list[str], flows: bool) -> Iterator[str]:
    """A paragraph; points and rules in it stand on their own."""
    points: list[str] = []
    for piece in _pieces(run):
        point = _POINT.match(piece[0])
        if point:
            points.append(_point(point, piece, flows))
            continue
        if points:
            yield "\n".join(points)
            points = []
        yield "---" if _RULE.match(piece[0]) else _flowing(piece, flows)
    if points:
        yield "\n".join(points)


def _pieces(run: list[str]) -> list[list[str]]:
    pieces: list[list[str]] = []
    for line in run:
        if not pieces or _POINT.match(line) or _RULE.match(line) or _RULE.match(pieces[-1][0]):
            pieces.append([line])
        else:
            pieces[-1].append(line)
    return pieces


def _point(point: re.Match[str], piece: list[str], flows: bool) -> str:
    mark = "-" if point[1] else f"{int(point[2])}."
    body = _flowing([piece[0][point.end() :], *piece[1:]], flows)
    return f"{mark} " + body.replace("\n", "\n" + " " * (len(mark) + 1))


def _flowing(lines: list[str], flows: bool) -> str:
    """Lines that were wrapped flow together again; a line that was ended on purpose stays ended."""
    text = _escaped(lines[0].strip())
    for line, following in pairwise(lines):
        first_word = following.split(maxsplit=1)[0]
        is_wrapped = flows and len(line) + 1 + len(first_word) > WRAPPED_AT
        text += (" " if is_wrapped else "\n") + _escaped(following.strip(), begins=not is_wrapped)
    return text


def _escaped(line: str, *, begins: bool = True) -> str:
    """`line` so that Markdown shows it as it is; `begins` when it stands at the front of a line."""
    parts, at = [], 0
    for kept in _KEPT.finditer(line):
        parts += [_SPECIAL.sub(r"\\\g<0>", line[at : kept.start()]), kept[0]]
        at = kept.end()
    parts.append(_SPECIAL.sub(r"\\\g<0>", line[at:]))
    text = "".join(parts)
    return _LEADING.sub(_lead_escaped, text) if begins else text


def _lead_escaped(match: re.Match[str]) -> str:
    number = match[3]
    return f"{number}\\" if number else f"\\{match[0]}"
