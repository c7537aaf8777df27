"""Writers of one process take turns: nobody waits on SQLite's own polling, and nobody meets "database is locked"."""

import threading
import time

import pytest
from django.db import connection, transaction

from communities.models import Clock

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL locks rows by itself"),
]


def test_nine_writers_wait_briefly_and_all_get_through(lasting_world):
    waits, failures = [], []

    def write(number):
        try:
            for turn in range(15):
                asked = time.monotonic()
                if turn % 2:
                    Clock.objects.create(name=f"{number}-{turn}", due_at="2026-01-01T00:00:00Z")
                    waits.append(time.monotonic() - asked)
                    continue
                with transaction.atomic():
                    waits.append(time.monotonic() - asked)
                    Clock.objects.create(name=f"{number}-{turn}", due_at="2026-01-01T00:00:00Z")
                    time.sleep(0.003)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    began = time.monotonic()
    threads = [threading.Thread(target=write, args=(number,)) for number in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert Clock.objects.count() == 9 * 15
    # The busy timeout alone lets one wait for seconds; in turn each waits for eight others, on a busy machine as well.
    assert max(waits) < max(2, (time.monotonic() - began) / 3)


def test_a_turn_is_passed_on_when_the_transaction_fails(lasting_world):
    with transaction.atomic():
        Clock.objects.create(name="undone", due_at="2026-01-01T00:00:00Z")
        assert connection.holds_write_lock
        transaction.set_rollback(True)
    assert not connection.holds_write_lock
    assert not Clock.objects.filter(name="undone").exists()
