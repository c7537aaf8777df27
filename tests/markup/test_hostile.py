"""Rendering takes time in proportion to the text, whatever the text."""

import time

import pytest

from forum import markup

SIZE = 10_000
LIMIT_MS = 100

PATTERNS = [
    "[", "![", "[]", "[a](", "![](", "![[]()", "[(]", "a[", "[[]", "[x](y)", "[a](b '", "[a](<b",
    "\\[", "]", "[a]: b\n",     "*", "*a ", "a*", "a**b", "*a_", "**a *", "_*", "~", "~~a", "a_*b~~", "*a**", "__a",
    ">", "> ", ">\n", "> - ", "* - ", "- ", "-\n", "1. ", "# ", "#\n", "***\n",
    "|", "|\n", "a|b\n-|-\n", "|a\n|-\n", "|a|b|\n|-|-|\n", "| ",
    "`", "`a``", "```\n", "~~~\n", "<", "<a", "<http://a", "<!--", "&", "&amp", "\\", '"', "'",
    "http://", "https://a.b/", "http://a(", "http://)", "@", "@a", "@a.", "@a-", ":", "://", "h", "http:",
    " ", "\n", "a\n", "a  \n", "\t", "\x00", "😀", "\u202e",
]  # fmt: skip
SHAPES = {
    "open then closed": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "open then a link": lambda n: "[" * (n - 5) + "](b)",
    "pictures then a link": lambda n: "![" * (n // 2 - 4) + "a](b)",
    "growing ticks": lambda n: "".join("`" * size + "a" for size in range(1, 140)),
    "nested lists": lambda n: "".join(" " * depth + "- a\n" for depth in range(139)),
    "round brackets": lambda n: "[a](" + "(" * (n - 4),
    "wide table": lambda n: "|a" * 500 + "\n" + "|-" * 500 + "\n" + "|\n" * (n // 2 - 1000),
    "long table": lambda n: "|a|b\n|-|-\n" + "|\n" * (n // 2 - 8),
    "cells": lambda n: ("|" * 60 + "\n" + "|-" * 60 + "\n" + ("|" * 60 + "\n") * 30) * 5,
    "spaces inside": lambda n: "a" + " " * (n - 2) + "b",
    "emphasis around brackets": lambda n: "*[" * (n // 4) + "]*" * (n // 4),
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_repeated_pattern_renders_in_time(pattern):
    assert cpu_ms((pattern * SIZE)[:SIZE], LIMIT_MS) <= LIMIT_MS


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_shape_renders_in_time(shape):
    assert cpu_ms(SHAPES[shape](SIZE)[:SIZE], LIMIT_MS) <= LIMIT_MS


@pytest.mark.parametrize("pattern", ["[", "![", "a*", "|", "http://a(", "`a``", "> "])
def test_time_grows_with_the_length_and_no_faster(pattern):
    # Ten times the text: a quadratic step would take a hundred times as long.
    assert cpu_ms(pattern * 50_000) < 30 * max(cpu_ms(pattern * 5_000), 4)


def cpu_ms(source: str, enough: float = 0) -> float:
    """The least of three, so that another process on the same core does not count; of fewer, once that is enough."""
    least = float("inf")
    for _ in range(3):
        start = time.process_time()
        document = markup.parse(source)
        document.html(), document.text, document.handles
        least = min(least, (time.process_time() - start) * 1000)
        if least <= enough:
            break
    return least
