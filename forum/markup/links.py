"""Bare web addresses become links. In place of linkify-it-py, whose time grows with the square of hostile text."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

MAX_ADDRESS = 2_000
_SCHEMES = ("https", "http")
_ADDRESS = re.compile(rf"://[^\s<>\"'`\\^{{}}|]{{1,{MAX_ADDRESS}}}")
_TRAILING = ".,:;!?*_~)]"


def use_links(md: MarkdownIt) -> None:
    """Link `http://…` and `https://…` where they stand in running text."""
    md.inline.ruler.after("text", "bare_link", _bare_link)


def _bare_link(state: StateInline, silent: bool) -> bool:
    # The text rule stops at a colon, so the scheme is the end of what it has collected.
    if silent or state.src[state.pos] != ":" or state.linkLevel:
        return False
    scheme = next((name for name in _SCHEMES if _ends_with_word(state.pending, name)), None)
    match = scheme and _ADDRESS.match(state.src, state.pos, state.posMax)
    if not match:
        return False
    address = scheme + _without_punctuation(match.group())
    href = state.md.normalizeLink(address)
    if len(address) <= len(scheme) + 3 or not state.md.validateLink(href):
        return False
    state.pending = state.pending[: -len(scheme)]
    state.push("link_open", "a", 1).attrs = {"href": href}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos += len(address) - len(scheme)
    return True


def _ends_with_word(text: str, word: str) -> bool:
    return text.endswith(word) and not text[-len(word) - 1 : -len(word)].isalnum()


def _without_punctuation(address: str) -> str:
    """Drop what closes the sentence, and a bracket that the address did not open."""
    end = len(address)
    surplus = {")": address.count(")") - address.count("("), "]": address.count("]") - address.count("[")}
    while end and address[end - 1] in _TRAILING:
        last = address[end - 1]
        if last in surplus:
            if surplus[last] <= 0:
                break
            surplus[last] -= 1
        end -= 1
    return address[:end]
