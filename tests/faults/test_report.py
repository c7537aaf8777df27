"""The report of a run: each promise has its place in docs/reliability.md, and a run changes that place alone."""

import pytest

from .promises import PROMISES, Proof
from .report import DOC, machine, table, written

pytestmark = pytest.mark.plain


def test_every_promise_stands_in_the_docs_in_the_same_words():
    text = DOC.read_text()
    for number, promise in PROMISES.items():
        assert f"## {number}. {promise}\n" in text


def test_a_run_takes_the_place_of_the_last_one_of_its_promise():
    proof = Proof(3, "numbers have no gap", {"messages": "50,000"}, is_kept=True, seconds=7)
    text = written([proof], DOC.read_text())
    assert f"<!-- 3 -->\n- numbers have no gap: messages 50,000; 7 s: **kept**\n- {machine()[:12]}" in text
    assert written([proof], text).count("50,000") == 1
    assert text.partition("## 4.")[2] == DOC.read_text().partition("## 4.")[2]


def test_a_promise_that_one_proof_breaks_is_shown_as_broken():
    proofs = [Proof(3, "one", is_kept=True), Proof(3, "two", is_broken=True)]
    one, two = table(proofs).splitlines()[2:]
    assert one.endswith("| kept |")
    assert two.endswith("| broken |")
