"""Caps on what makes markdown-it slow: brackets, marks of emphasis, wide tables, and headings without words.

Each of them costs time in proportion to the text, yet an opening bracket or a table cell costs some 20 µs, so that ten
thousand of them would hold a request for a fifth of a second. No honest text comes near these limits; what lies beyond
them is shown as it was typed.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading
from markdown_it.rules_block.table import table
from markdown_it.rules_inline import StateInline

MAX_MARKS = 800
MAX_CELLS = 2_000

_MARK = re.compile(r"!?\[|\*+|_+|~+")
_EMPTY_HEADING = re.compile(r"[#\s]*\Z")
_DELIMITER_ROW = re.compile(r"[\s|:-]*-[\s|:-]*\Z")


def use_budget(md: MarkdownIt) -> None:
    """Put the caps in front of the rules that they protect."""
    md.inline.ruler.before("strikethrough", "mark_budget", _mark)
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    md.block.ruler.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})


def _mark(state: StateInline, silent: bool) -> bool:
    """Read a mark as plain characters once the document has used up its share."""
    match = _MARK.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    state.env["marks"] = state.env.get("marks", 0) + 1
    if state.env["marks"] <= MAX_MARKS:
        return False
    if not silent:
        state.pending += match.group()
    state.pos = match.end()
    return True


def _heading(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a heading that has words; a line of bare `#` is text."""
    return not _is_bare(state, start) and heading(state, start, end, silent)


def _is_bare(state: StateBlock, line: int) -> bool:
    return bool(_EMPTY_HEADING.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]))


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a table unless it would draw more cells than the document has left."""
    if start < state.env.get("no_table_before", 0) or not _may_begin(state, start, end):
        return False
    if silent:
        return table(state, start, end, silent)
    last, cells = _extent(state, start, end)
    spent = state.env.get("cells", 0) + cells
    if spent > MAX_CELLS:
        # Every later line of the block would be tried as the head of a table of its own.
        state.env["no_table_before"] = last
        return False
    if not table(state, start, end, silent):
        return False
    state.env["cells"] = spent
    return True


def _may_begin(state: StateBlock, start: int, end: int) -> bool:
    """Whether the second line looks like the row of dashes, asked before anything costlier."""
    if start + 2 > end or state.isEmpty(start + 1):
        return False
    first = state.src[state.bMarks[start + 1] + state.tShift[start + 1]]
    return first in "|-:" and bool(_DELIMITER_ROW.match(state.getLines(start + 1, start + 2, 0, False)))


def _extent(state: StateBlock, start: int, end: int) -> tuple[int, int]:
    """The line after the block, and at most how many cells it draws: short rows are filled up to the head's width."""
    last = start
    while last < end and not state.isEmpty(last):
        last += 1
    columns = state.getLines(start, start + 1, 0, False).count("|") + 1
    return last, (last - start) * columns
