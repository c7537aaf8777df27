"""The language of the box: words, phrases, operators, brackets, and that nothing is an error."""

import pytest

from search.lang import AllOf, AnyOf, Filter, Not, Phrase, Title, Word, parse
from search.lang.reading import LONGEST, MOST_CLAUSES

from .asked import generated

pytestmark = pytest.mark.plain

W, P, F = Word, Phrase, Filter


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("naloxone doses", [W("naloxone"), W("doses")]),
        ('who has a "glove box"', [W("who"), W("has"), W("a"), P("glove box")]),
        ("naloxone -training", [W("naloxone"), Not(W("training"))]),
        ('naloxone -"night shift"', [W("naloxone"), Not(P("night shift"))]),
        ("co-operation RFP-2026-114", [W("co-operation"), W("RFP-2026-114")]),
        ('"how to schedule', [P("how to schedule")]),
        ('a"b c', [W("a"), P("b c")]),
        ("“glove box”", [P("glove box")]),
        ('"vehicles"', [P("vehicles")]),
        ("twice twice", [W("twice")]),
        ("!!! -- \" ''", []),
        ("", []),
        ("a\x00b", [W("a"), W("b")]),
        ("nalox* n*", [W("nalox", True), W("n")]),
        ("in:#fleet from:@bo.larsen", [F("in", "fleet"), F("from", "bo.larsen")]),
        ('-agency:"City of Easton" TAG:budget', [Not(F("agency", "City of Easton")), F("tag", "budget")]),
        ('title:budget title:"glove box"', [Title(W("budget")), Title(P("glove box"))]),
        ("belt OR pouch vest", [AnyOf((W("belt"), W("pouch"))), W("vest")]),
        ("a OR b OR -c", [AnyOf((W("a"), W("b"), Not(W("c"))))]),
        ("(glove box) OR belt", [AnyOf((AllOf((W("glove"), W("box"))), W("belt")))]),
        ("-(glove OR box)", [Not(AnyOf((W("glove"), W("box"))))]),
        ("who pays (the county) now", [W("who"), W("pays"), W("the"), W("county"), W("now")]),
        ("in:a OR tag:b", [AnyOf((F("in", "a"), F("tag", "b")))]),
        ("(x OR after:2026) y", [W("x"), W("y"), F("after", "2026")]),
        ("https://example.org/a 10:30", [W("https://example.org/a"), W("10:30")]),
        ("colour:red", [W("colour:red")]),
        (") (( OR", []),
    ],
)
def test_text_is_read_as_a_tree(text, parts):
    assert list(parse(text).parts) == parts


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("in: budget", "in:fleet-managers"),
        ("type:unicorn", "unicorn"),
        ("is:happy", "happy"),
        ("after:yesterday", "after:2026-06-15"),
        ("after:2026-13", "after:2026-06-15"),
        ("colour:red", "colour"),
        ("OR budget", "word OR word"),
        ("budget AND roads", "AND is not needed"),
        ("n* budget", "na*"),
        ("(x OR is:unread) y", "holds for the whole search"),
        ("-training", "Add a word"),
        ("word " * 5000, "Only the first"),
        (" ".join(f"w{n}" for n in range(100)), "Only the first"),
        ("(" * 12 + "deep", "deep"),
    ],
)
def test_misuse_is_explained(text, said):
    assert said in " ".join(parse(text).notices)


def test_a_long_text_is_cut():
    assert len(parse("word " * 5000).text) <= LONGEST
    assert len(parse(" ".join(f"w{n}" for n in range(100))).parts) == MOST_CLAUSES


def test_a_part_can_be_taken_out_and_the_rest_reads_the_same():
    query = parse('naloxone "glove box" -training in:fleet (a b) OR "c d" agency:"City of Easton" sort:new na*')
    assert query.sort == "new"
    for part in query.parts:
        rest = parse(query.without(part))
        assert rest.parts == tuple(other for other in query.parts if other != part)
        assert rest.sort == "new"


def test_ten_thousand_queries_are_no_error_and_read_the_same_when_written_again():
    for text in generated(10_000, seed=1):
        query = parse(text)
        assert parse(query.without()).parts == query.parts, text
