"""The same form sent twice has one effect, also when both copies arrive at once."""

import threading
from uuid import uuid4

import pytest
from django.db import connection

from communities.models import SentForm
from communities.writing import once


def test_the_second_copy_gets_the_first_answer(world):
    token, done = uuid4(), []
    viewer = world.viewer("ana")
    for _ in range(2):
        assert once(viewer, token, lambda: done.append(1) or "/there/") == "/there/"
    assert done == [1]


def test_what_failed_may_be_sent_again(world):
    token, viewer = uuid4(), world.viewer("ana")
    with pytest.raises(ZeroDivisionError):
        once(viewer, token, lambda: str(1 // 0))
    assert not SentForm.objects.filter(token=token).exists()
    assert once(viewer, token, lambda: "/there/") == "/there/"


@pytest.mark.django_db(transaction=True)
def test_copies_at_the_same_moment_have_one_effect(lasting_world):
    token, done, answers = uuid4(), [], []
    viewer = lasting_world.viewer("ana")
    gate = threading.Barrier(6)

    def send():
        gate.wait(10)
        answers.append(once(viewer, token, lambda: done.append(1) or "/there/"))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert done == [1]
    assert answers == ["/there/"] * 6
