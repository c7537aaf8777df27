"""Rendering takes time in proportion to the text, whatever the text."""

import time

import pytest

from forum import markup

pytestmark = pytest.mark.plain

SIZE = 10_000
ORDINARY = (
    "We met *twice* about the [plan](https://easton.example/plan), said @ana.\n\n- One `line`\n- and > another\n\n"
)
# Five times the time of an ordinary text is the most that any of these takes; a quadratic step would take hundreds.
MOST = 15

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
    assert_cheap((pattern * SIZE)[:SIZE], (ORDINARY * SIZE)[:SIZE], MOST)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_shape_renders_in_time(shape):
    assert_cheap(SHAPES[shape](SIZE)[:SIZE], (ORDINARY * SIZE)[:SIZE], MOST)


@pytest.mark.parametrize("pattern", ["[", "![", "a*", "|", "http://a(", "`a``", "> "])
def test_time_grows_with_the_length_and_no_faster(pattern):
    # Ten times the text: a quadratic step would take a hundred times as long.
    assert_cheap(pattern * 50_000, pattern * 5_000, 30)


def assert_cheap(source: str, other: str, most: float) -> None:
    """Rendering `source` takes at most `most` times as long as `other`, on a machine that others keep busy as well.

    The two are timed in turn, three times at most, and the least of each counts."""
    least = least_other = float("inf")
    for _ in range(3):
        least_other = min(least_other, cpu_seconds(other))
        least = min(least, cpu_seconds(source))
        if least <= most * least_other:
            return
    pytest.fail(f"{least * 1000:.0f} ms of CPU, where {least_other * 1000:.0f} ms are usual")


def cpu_seconds(source: str) -> float:
    start = time.process_time()
    document = markup.parse(source)
    document.html(), document.text, document.handles
    return time.process_time() - start
