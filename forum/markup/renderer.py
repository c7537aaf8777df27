"""How tokens become the HTML of a post: headings below the page's own, tables that scroll, folded quotes.

The HTML is stored once for every reader, so the few words in it are in the site's own language.
"""

import re
from collections.abc import Sequence
from urllib.parse import unquote

from django.utils.html import escape
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

FOLD_LINES = 10
_POST_ADDRESS = re.compile(r"^/communities/[\w-]+/threads/\d+(?:-[\w-]*)?/posts/\d+/$")
# The page's title and the author's name are headings one and two.
_HEADING = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}


def shape(tokens: Sequence[Token]) -> None:
    """Mark, once after parsing, what the plain renderer cannot tell from a single token."""
    for index, token in enumerate(tokens):
        if token.type in {"heading_open", "heading_close"}:
            token.tag = _HEADING[token.tag]
        elif token.type == "blockquote_open" and token.level == 0:
            _shape_quote(tokens, index)
        elif token.type in {"th_open", "td_open"}:
            _shape_cell(token)


def _shape_quote(tokens: Sequence[Token], start: int) -> None:
    """Give a quote of a post its link back; fold one that is long, as under a mail."""
    opening = tokens[start]
    first = tokens[start + 2].children if len(tokens) > start + 2 else None
    if first and first[0].type == "link_open" and _POST_ADDRESS.match(str(first[0].attrs.get("href"))):
        opening.attrSet("class", "quote")
        first[0].attrSet("class", "quote__by")
        return
    lines = opening.map[1] - opening.map[0] if opening.map else 0
    if lines > FOLD_LINES:
        closing = next(token for token in tokens[start:] if token.type == "blockquote_close" and token.level == 0)
        opening.meta["folded"] = closing.meta["folded"] = lines


def _shape_cell(token: Token) -> None:
    is_right = "right" in str(token.attrs.pop("style", ""))
    if is_right:
        token.attrSet("class", "num")
    if token.type == "th_open":
        token.attrSet("scope", "col")


class PostRenderer(RendererHTML):
    """markdown-it's renderer with our own rules; it writes no style and no id."""

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return '<div class="scroll" role="region" tabindex="0" aria-label="Table"><table class="table">'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def blockquote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        lines = token.meta.get("folded")
        if not lines:
            return self.renderToken(tokens, idx, options, env)
        return f'<details class="fold"><summary>{lines} quoted lines</summary><blockquote>\n'

    def blockquote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</blockquote></details>\n" if tokens[idx].meta.get("folded") else "</blockquote>\n"

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<pre tabindex="0"><code>{escape(tokens[idx].content)}</code></pre>\n'

    def mention(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        person = env["people"].get(token.content)
        if person is None:
            return escape(token.markup)
        return f'<a class="mention" href="{escape(person.url)}">@{escape(person.name)}</a>'

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A picture that is a file of ours; any other becomes a link, so that no reader is reported to another site."""
        token = tokens[idx]
        source, description = str(token.attrs.get("src", "")), escape(token.content)
        file = env["files"].get(unquote(source))
        if file is None:
            return f'<a href="{escape(source)}">{description or escape(source)}</a>'
        url = escape(file.url)
        return (
            f'<a class="picture" href="{url}"><img src="{url}" alt="{description}" '
            f'width="{file.width}" height="{file.height}" loading="lazy"></a>'
        )
