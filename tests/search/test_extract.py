"""The words of files, read in a child: every kind says what it says, and no file does harm."""

import os
import signal
from io import BytesIO
from pathlib import Path

import pytest

from search.extract import limits, running
from search.extract.passages import cut
from tests.search import made

pytestmark = pytest.mark.plain

SAYS = "Two doses in each glove box."


@pytest.mark.parametrize(
    ("ending", "content", "passages"),
    [
        ("pdf", lambda: made.pdf(SAYS), [(1, SAYS)]),
        ("docx", lambda: made.docx("Two doses", "in each", "glove box."), [(None, SAYS)]),
        ("pptx", lambda: made.pptx("Winter", SAYS), [(1, "Winter"), (2, SAYS)]),
        ("xlsx", lambda: made.xlsx("Two doses", "in each", 30311), [(None, "Two doses in each 30311")]),
        ("odt", lambda: made.odt("Two doses in", "each glove box."), [(None, SAYS)]),
        ("txt", lambda: SAYS.encode("utf-16"), [(None, SAYS)]),
        ("csv", lambda: "Año;niños\nuno;dos".encode("cp1252"), [(None, "Año;niños uno;dos")]),
        (
            "html",
            lambda: f"<head><title>Kit</title><style>p {{}}</style><body><p>{SAYS}<script>no()</script>".encode(),
            [(None, f"Kit {SAYS}")],
        ),
        ("eml", lambda: made.mail(SAYS), [(None, f"Winter kit Bo <bo@lake.example> {SAYS}")]),
    ],
)
def test_each_kind_says_what_it_says(ending, content, passages):
    assert running.read(BytesIO(content()), ending) == passages


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        ("docx", made.bomb),
        ("docx", made.laughs),
        ("docx", made.deep),
        ("docx", lambda: made.docx(SAYS)[:-40]),
        ("docx", lambda: made.docx(body="<d>")),
        ("odt", lambda: b"PK\x03\x04" + os.urandom(5_000)),
        ("xlsx", lambda: made.xlsx(*[""] * 3, "9" * 5_000)[:300]),
        ("pdf", lambda: b"%PDF-1.7\n" + os.urandom(5_000)),
        ("pdf", lambda: b"%PDF-1.7\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 9>>endobj trailer<</Root 1 0 R>>"),
    ],
    ids=["bomb", "laughs", "deep", "cut off", "unclosed", "noise", "half a sheet", "noise in a PDF", "a loop in a PDF"],
)
def test_a_hostile_file_says_nothing_and_ends_in_time(ending, content):
    with running.Reading(BytesIO(content()), ending) as reading:
        while not reading.is_over(limits.WALL_SECONDS):
            pass
        assert reading.passages() == []
        assert reading._child.returncode != -signal.SIGKILL, "it had to be ended"


def test_a_child_that_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(limits, "WALL_SECONDS", 0.01)
    with running.Reading(BytesIO(made.pdf(SAYS)), "pdf") as reading:
        while not reading.is_over(1):
            pass
        assert reading.passages() == []
        assert reading._child.returncode


def test_a_child_has_none_of_our_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "ours")
    with running.Reading(BytesIO(b"words"), "txt") as reading:
        seen = Path(f"/proc/{reading._child.pid}/environ").read_text()
    assert "SECRET" not in seen
    assert "DATABASE" not in seen
    assert "PATH" not in seen


def test_long_texts_are_cut_between_sentences_and_at_their_limit():
    sentence = "Carry two doses in each car. "
    passages = cut([(1, sentence * 200), (2, "\x00short\x07 page"), (3, "   ")])
    assert [page for page, _ in passages] == [1, 1, 1, 2]
    assert all(len(text) <= limits.PASSAGE and text.endswith(".") for _, text in passages[:3])
    assert passages[3] == (2, "short page")
    assert len(cut([(None, "word " * 1_000_000)])) == limits.CHARACTERS // limits.PASSAGE + 1
