"""`@handle` in running text. Whom a handle names is told by the caller; an unknown one stays as it was typed."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

# As long as a handle may be; it ends with a letter or digit, so that a full stop after it is not swallowed.
_HANDLE = re.compile(r"@([a-z0-9](?:[a-z0-9_-]{0,58}[a-z0-9])?)", re.IGNORECASE)


def use_mentions(md: MarkdownIt) -> None:
    """Make a `mention` token, with the handle in lower case as its content."""
    md.inline.ruler.before("link", "mention", _mention)


def _mention(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "@" or state.linkLevel:
        return False
    before = state.src[state.pos - 1] if state.pos else " "
    match = _HANDLE.match(state.src, state.pos, state.posMax)
    # A letter in front makes it a mail address, a stroke an address of another site.
    if not match or before.isalnum() or before in "._/":
        return False
    token = state.push("mention", "", 0)
    token.content = match.group(1).lower()
    token.markup = match.group()
    state.pos = match.end()
    return True
