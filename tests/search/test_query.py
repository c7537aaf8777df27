"""The language of the box: words, phrases, exclusions, and that nothing is an error."""

import random

import pytest

from search.query import LONGEST, MOST_CLAUSES, Phrase, Word, parse


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("naloxone doses", [Word("naloxone"), Word("doses")]),
        ('who has a "glove box"', [Word("who"), Word("has"), Word("a"), Phrase("glove box")]),
        ("naloxone -training", [Word("naloxone"), Word("training", True)]),
        ('naloxone -"night shift"', [Word("naloxone"), Phrase("night shift", True)]),
        ("co-operation", [Word("co-operation")]),
        ('"how to schedule', [Phrase("how to schedule")]),
        ('a"b c', [Word("a"), Phrase("b c")]),
        ("“glove box”", [Phrase("glove box")]),
        ('"naloxone"', [Word("naloxone")]),
        ("twice twice", [Word("twice")]),
        ("!!! -- \" ''", []),
        ("", []),
        ("a\x00b", [Word("a"), Word("b")]),
    ],
)
def test_text_is_read_as_clauses(text, clauses):
    assert list(parse(text).clauses) == clauses


def test_a_long_text_is_cut_and_said_so():
    query = parse("word " * 5000)
    assert len(query.text) <= LONGEST
    assert query.notices
    many = parse(" ".join(f"w{n}" for n in range(100)))
    assert len(many.clauses) == MOST_CLAUSES
    assert many.notices


def test_exclusions_alone_ask_for_a_word():
    query = parse("-training")
    assert not query.wanted
    assert query.notices


def test_a_clause_can_be_taken_out():
    query = parse('naloxone "glove box" -training')
    assert query.without(query.clauses[1]) == "naloxone -training"


def test_no_text_is_an_error():
    signs = "ab \"'-()*:^~{}[]\\|&!?<>=+/%$#@\x00\t\n\ue000\ud800éñ漢🙂"
    source = random.Random(3)
    for _ in range(2000):
        parse("".join(source.choices(signs, k=source.randint(0, 40))))
