"""The body of a mail as Markdown: it looks as it was written, and no character of it becomes markup by accident."""

import pytest

from forum.archive.body import blocks, to_markdown

pytestmark = pytest.mark.plain


def test_wrapped_lines_flow_and_ended_lines_stay():
    wrapped = "The county spreads salt at minus four degrees and sand below that, because"
    text = f"{wrapped}\nsalt stops working.\n\nThanks,\nRuth"
    assert to_markdown(text) == f"{wrapped} salt stops working.\n\nThanks,\nRuth"


def test_short_quotes_flow_and_long_ones_keep_their_lines_to_be_folded():
    short = "Ana wrote:\n> One sentence that was wrapped by a mail program at some column\n> here.\nYes."
    assert "\n\n> One sentence that was wrapped by a mail program at some column here.\n\nYes." in to_markdown(short)
    long = "\n".join(["> > deep", *(f"> line {number} of the long quote that is here" for number in range(12)), "No."])
    lines = to_markdown(long).split("\n")
    assert sum(1 for line in lines if line.startswith(">")) >= 13
    assert lines[0] == "> > deep"


def test_the_signature_and_the_mail_below_are_found():
    text = "Agreed.\n\n-- \nRuth Alder\nRoads\n"
    assert [block.kind for block in blocks(text)] == ["text", "signature"]
    outlook = "Agreed.\n\n-----Original Message-----\nFrom: Ana\nSent: Monday\nTo: Ruth\nSubject: Salt\n\nHow much?"
    assert [block.kind for block in blocks(outlook)] == ["text", "original"]
    bare = "Agreed.\n\nFrom: Ana\nSent: Monday\nTo: Ruth\nSubject: Salt\n\nHow much?"
    assert [block.kind for block in blocks(bare)] == ["text", "original"]
    assert [block.kind for block in blocks(outlook.partition("\n\n")[2])] == ["text"]


def test_patches_and_drawings_are_kept_as_they_are():
    patch = "Here:\n\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-```old\n+new"
    assert to_markdown(patch) == "Here:\n\n````\n" + patch.partition("\n\n")[2] + "\n````"
    table = "route   km    salt\nA1      12    yes\nB2      7     no"
    assert to_markdown(table) == f"```\n{table}\n```"
    code = "Run\n\n    salt --all\n\n    sand --none\n\nand wait."
    assert to_markdown(code) == "Run\n\n```\n    salt --all\n\n    sand --none\n```\n\nand wait."


def test_lists_are_lists():
    text = (
        "We need:\n- salt, which is spread on all the bridges of the county in winter\n  and sand\n- a plough\n3) time"
    )
    assert to_markdown(text) == (
        "We need:\n\n- salt, which is spread on all the bridges of the county in winter and sand\n- a plough\n3. time"
    )


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# not a title", "\\# not a title"),
        ("1986. A great year", "1986\\. A great year"),
        ("+ plus", "- plus"),
        ("a * b * c", "a \\* b \\* c"),
        ("do it *now* please", "do it *now* please"),
        ("__init__ and snake_case", "\\_\\_init\\_\\_ and snake_case"),
        ("ask @ana or ana@easton.example", "ask \\@ana or ana@easton.example"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<ana@easton.example>", "\\<ana@easton.example>"),
        ("use `git rebase` and ``", "use `git rebase` and \\`\\`"),
        ("[text](javascript:alert(1))", "[text\\](javascript:alert(1))"),
        ("![x](https://track.example/a.gif)", "![x\\](https://track.example/a.gif)"),
        ("see https://x.example/a_b_(c)*d", "see https://x.example/a_b_(c)*d"),
        ("C:\\temp &amp; &", "C:\\\\temp \\&amp; &"),
        ("~~~", "---"),
        ("~~gone~~", "\\~\\~gone\\~\\~"),
    ],
)
def test_plain_text_stays_plain(text, markdown):
    assert to_markdown(text) == markdown


def test_hostile_text_takes_time_in_proportion_to_its_length():
    for text in (
        ">" * 50_000,
        "> " * 20_000 + "x",
        "`" * 50_000,
        "*a" * 25_000,
        "--\n" * 20_000,
        "From: a\n" * 10_000,
        "- " * 20_000,
    ):
        assert isinstance(to_markdown(text), str)
