"""A paper as typed text and as blocks: what Markdown says, what it keeps as it is, what it refuses."""

import re

import pytest
from django.core.exceptions import ValidationError

from home.desk.as_blocks import blocks_of
from home.desk.as_text import source_of

pytestmark = pytest.mark.plain

CHART = {"type": "chart", "value": {"title": "Doses [by] agency"}, "id": "1b2c3d4e-0000-4000-8000-000000000000"}


def test_markdown_becomes_the_blocks_of_the_editor():
    text = """# The short version

Carry **two** doses, *always*.
Also at night.

- one
- two with [a page](https://a.example/x)

## What it costs

> Nothing is cheaper.
>
> — Ed Novak

### In detail

1. first
2. second"""
    assert blocks_of(text, {}) == [
        {"type": "heading", "value": "The short version"},
        {
            "type": "text",
            "value": "<p>Carry <b>two</b> doses, <i>always</i>.<br/>Also at night.</p>"
            '<ul><li>one</li><li>two with <a href="https://a.example/x">a page</a></li></ul>',
        },
        {"type": "heading", "value": "What it costs"},
        {"type": "quote", "value": {"quote": "Nothing is cheaper.", "by": "Ed Novak"}},
        {"type": "text", "value": "<h3>In detail</h3><ol><li>first</li><li>second</li></ol>"},
    ]


@pytest.mark.parametrize(
    "html",
    [
        '<p data-block-key="ab1">Plain words &amp; signs: 1 &lt; 2, a_b_c, 2 * 3 * 4, `x`, [y](z), \\ and #5.</p>',
        '<p data-block-key="ab1"># no heading</p><p>- no list</p><p>1. no number</p><p>&gt; no quote</p>',
        "<p>See http://a.example/x as bare words, and <b>bold</b> and <i>so</i>.</p>",
        "<ul><li>one</li><li>two<ul><li>in it</li></ul></li></ul><p>After.</p><ol><li>a</li><li>b</li></ol>",
        "<h3>Part</h3><p>First line<br/>- second line</p>",
        '<p><a href="https://a.example/?a=1&amp;b=2">a <b>page</b></a> &amp;amp; more @ed</p>',
        "<p>[[chart 1b2c3d4e: no kept line]]</p>",
    ],
)
def test_the_editors_text_is_shown_as_markdown_and_comes_back_with_the_same_words(html):
    source = source_of([{"type": "text", "value": html}])
    assert source.kept == {}
    (block,) = blocks_of(source.text, {})
    assert source_of([block]).text == source.text
    assert block["value"] == re.sub(r' data-block-key="\w+"', "", html)


def test_what_markdown_cannot_say_is_one_line_and_comes_back_as_it_was():
    link = {"type": "text", "value": '<p>See <a linktype="page" id="3">it</a>.</p>', "id": "aaaabbbb-1"}
    small = {"type": "text", "value": "<p>H<sub>2</sub>O</p>", "id": "ccccdddd-1"}
    blocks = [CHART, {"type": "heading", "value": "C# & co"}, link, small]
    source = source_of(blocks)
    assert source.text.splitlines()[0] == "[[chart 1b2c3d4e: Doses (by) agency]]"
    assert set(source.kept) == {"1b2c3d4e", "aaaabbbb", "ccccdddd"}
    assert blocks_of(source.text, source.kept) == blocks
    moved = "Before.\n[[chart 1b2c3d4e: whatever]]\nAfter."
    assert [block["type"] for block in blocks_of(moved, source.kept)] == ["text", "chart", "text"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[chart 99999999: gone]]", "names a part"),
        ("## " + "long " * 40, "too long"),
        ("> " + "long " * 300, "too long"),
        ("| a | b |\n| - | - |\n| 1 | 2 |", "no table"),
        ("x" * 200_001, "200,000"),
    ],
)
def test_what_a_paper_cannot_hold_is_refused_in_words(text, words):
    with pytest.raises(ValidationError, match=words):
        blocks_of(text, {})


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,1)", "<p>[x](data:text/html,1)</p>"),
        ('![a"b](https://a.example/"x)', '<p><a href="https://a.example/%22x">a&quot;b</a></p>'),
        ("```\n<b>\n```", "<p>&lt;b&gt;</p>"),
    ],
)
def test_no_text_becomes_script_or_foreign_html(text, html):
    assert blocks_of(text, {}) == [{"type": "text", "value": html}]
