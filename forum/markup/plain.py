"""Tokens to plain text: one line a block, without quotes."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token


def plain_text(tokens: Sequence[Token], *, with_quotes: bool = False) -> str:
    """The words of a text, blocks on lines of their own. Quotes are the words of another post and count there."""
    return "\n".join(line for line in _lines(tokens, with_quotes) if line)


def _lines(tokens: Sequence[Token], with_quotes: bool) -> Iterator[str]:
    depth = 0
    for token in tokens:
        if token.type == "blockquote_open":
            depth += 1
        elif token.type == "blockquote_close":
            depth -= 1
        elif depth and not with_quotes:
            continue
        elif token.type == "fence":
            yield token.content.strip()
        elif token.children is not None:
            yield "".join(_words(token.children)).strip()


def _words(children: Sequence[Token]) -> Iterator[str]:
    for token in children:
        if token.type in {"text", "code_inline", "image"}:
            yield token.content
        elif token.type == "mention":
            yield token.markup
        elif token.type in {"softbreak", "hardbreak"}:
            yield "\n"
