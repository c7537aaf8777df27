"""Who answers whom, from headers that are missing, doubled, circular or late."""

from datetime import timedelta

import pytest

from forum.archive.message import envelope, key_of
from forum.archive.threading import Known, base_subject, conversations, title

from .letters import letter, raw

pytestmark = pytest.mark.plain


def threads_of(*letters, known=None):
    found = [envelope(raw(one)) for one in letters]
    return conversations(found, known)


def sizes(found):
    return sorted(len(one.links) for one in found)


def test_answers_stand_under_what_they_answer_in_the_order_they_were_sent():
    (thread,) = threads_of(
        letter(3, day=4, references=[1], parent=1),
        letter(1, day=1),
        letter(2, day=2, references=[1], parent=1),
        letter(4, day=3, references=[1, 2], parent=2),
    )
    assert [link.envelope.message_id[7] for link in thread.links] == ["1", "2", "4", "3"]
    assert [link.depth for link in thread.links] == [0, 1, 2, 1]
    assert thread.links[2].parent == key_of("letter-2@roads.example")


def test_answers_to_a_missing_message_are_one_thread():
    (thread,) = threads_of(letter(2, day=2, references=[1]), letter(3, day=3, references=[1]))
    assert thread.missing == [key_of("letter-1@roads.example")]
    assert [link.parent for link in thread.links] == [None, None]


def test_a_missing_parent_is_stepped_over():
    (thread,) = threads_of(letter(1), letter(3, day=3, references=[1, 2], parent=2))
    assert thread.links[1].parent == key_of("letter-1@roads.example")


def test_an_answer_never_stands_before_its_question_whatever_the_clock_said():
    (thread,) = threads_of(letter(1, day=9), letter(2, day=2, parent=1), letter(3, day=3, parent=2))
    assert [link.envelope.message_id[7] for link in thread.links] == ["1", "2", "3"]


def test_circles_are_broken_and_nothing_is_lost():
    found = threads_of(
        letter(1, references=[3]), letter(2, references=[1]), letter(3, references=[2]), letter(4, references=[4])
    )
    assert sum(len(one.links) for one in found) == 4


def test_subjects_join_answers_that_name_nobody():
    found = threads_of(
        letter(1, day=1, subject="Salt"),
        letter(2, day=2, subject="RE: salt"),
        letter(3, day=3, subject="Re: Re[2]: SALT"),
        letter(4, day=4, subject="Salt"),
        letter(5, day=5, subject="Re: Sand"),
    )
    assert sizes(found) == [1, 1, 3]
    assert sum(one.joined_by_subject for one in found) == 2


def test_an_old_subject_is_another_matter():
    first, late = envelope(raw(letter(1, subject="Agenda"))), envelope(raw(letter(2, subject="Re: Agenda")))
    late = type(late)(late.key, late.message_id, (), late.subject, late.author, first.sent_at + timedelta(days=91))
    assert len(conversations([first, late])) == 2


def test_an_answer_with_a_known_parent_stays_where_its_subject_changes():
    found = threads_of(
        letter(1, subject="Salt"), letter(2, day=2, parent=1, subject="Re: Sand"), letter(3, day=1, subject="Sand")
    )
    assert sizes(found) == [1, 2]


def test_later_archives_continue_known_threads():
    known = Known(threads={key_of("letter-1@roads.example"): 77}, subjects={})
    (thread,) = threads_of(letter(2, day=2, references=[1], parent=1), known=known)
    assert thread.home == 77
    assert thread.links[0].parent == key_of("letter-1@roads.example")
    assert thread.missing == []


def test_a_known_subject_takes_a_lost_answer():
    at = envelope(raw(letter(1))).sent_at
    known = Known(subjects={"salt": (5, at)})
    (thread,) = threads_of(letter(2, day=2, subject="Re: Salt"), known=known)
    assert (thread.home, thread.joined_by_subject) == (5, 1)


def test_titles_lose_reply_marks_and_keep_the_rest():
    assert title("Re: Fwd: [LIST] Salt: how much?") == "[LIST] Salt: how much?"
    assert title("Re: ") == title("") == "(no subject)"
    assert base_subject("AW:  Salt   and\tsand") == "salt and sand"
