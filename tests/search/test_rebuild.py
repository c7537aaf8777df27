"""`reindex` builds beside what answers: no write is lost, no answer is empty, and what was interrupted goes on."""

import threading
import time
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.timezone import now

from communities import relay
from communities.models import User
from forum.threads import actions as threads
from forum.threads.models import Post
from search import documents, rebuild, verify
from search import index as search_index
from search.documents import Document, Source, sources
from search.engines import database_engine, elastic_engine, engines
from search.engines.base import Unavailable
from search.finder import find

WRITES_A_SECOND = 50
SECONDS, MOST_SECONDS = 2.5, 60


@pytest.fixture(params=[database_engine, elastic_engine], ids=["database", "elasticsearch"])
def engine(request, index):
    engine = request.param()
    if engine is None:
        pytest.skip("ELASTICSEARCH_URL names no server")
    return engine


def drift(engine):
    return sum(verify.summary(list(verify.compare(engine, source.kind))).total() for source in sources() if source.kind)


class Crowd:
    """Writes, delivers and asks, each on a thread of its own, until told to stop."""

    def __init__(self, viewer, thread):
        self.viewer, self.thread = viewer, thread
        self.written, self.empty, self.asked, self.failures = 0, 0, 0, []
        self.is_over = threading.Event()
        self.hands = [threading.Thread(target=self.keep, args=[do]) for do in (self.write, self.deliver, self.ask)]

    def keep(self, do):
        try:
            while not self.is_over.is_set():
                do()
        except Exception as error:
            self.failures.append(error)
        finally:
            connection.close()

    def write(self):
        began = time.monotonic()
        threads.reply(viewer=self.viewer, thread=self.thread, source=f"Winter tyres, part {self.written}")
        self.written += 1
        self.is_over.wait(max(0, 1 / WRITES_A_SECOND - (time.monotonic() - began)))

    def deliver(self):
        relay.drain()
        self.is_over.wait(0.02)

    def ask(self):
        found = find(self.viewer, "winter tyres")
        self.asked += 1
        self.empty += not found.results or bool(found.notices)

    def __enter__(self):
        for hand in self.hands:
            hand.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        for hand in self.hands:
            hand.join()


def test_a_rebuild_loses_no_write_and_leaves_no_answer_empty(lasting_world, engine, drain, monkeypatch):
    monkeypatch.setattr(search_index, "BATCH", 20)
    viewer = lasting_world.viewer("mem")
    thread = threads.start_thread(viewer=viewer, community=lasting_world.fleet, title="Winter tyres", source="When?")
    drain()
    said = []
    with Crowd(viewer, thread) as crowd:
        # One that was begun and killed: the next goes on with it.
        interrupted = search_index.build_on(engine.begin_beside())
        next(interrupted)
        interrupted.close()
        began = time.monotonic()
        # A machine that is busy with other tests writes as many, and takes longer.
        while (took := time.monotonic() - began) < SECONDS or (crowd.written < WRITES_A_SECOND and took < MOST_SECONDS):
            rebuild.anew(engine, said.append)
    drain()
    engine.tidy()
    assert crowd.failures == []
    assert crowd.empty == 0 < crowd.asked
    assert crowd.written >= WRITES_A_SECOND
    assert f"{engine.name}: goes on with an index that stands at" in said[0]
    assert drift(engine) == 0
    with engine.writing() as writer:
        held = set(writer.keys_of("post", 0, 10_000))
    assert set(Post.objects.filter(thread=thread, number__gt=1).values_list("pk", flat=True)) <= held
    assert engine.beside() is None


def test_the_doctor_tells_of_an_index_that_is_built_beside(world, engine):
    interrupted = search_index.build_on(engine.begin_beside())
    next(interrupted)
    assert "another beside it stands at" in search_index.describe()
    call_command("reindex")
    assert "beside" not in search_index.describe()
    assert "holds everything" in search_index.describe()


def test_a_change_is_written_to_both(world, engine, drain):
    beside = engine.begin_beside()
    User.objects.filter(pk=world.cy.pk).update(title="Chief clerk")
    search_index.refresh([("person", world.cy.pk)], engine)
    search_index.restamp(["staff"], engine)
    for one in (engine, beside):
        assert one.documents([("person", world.cy.pk)])[("person", world.cy.pk)].body.startswith("Chief clerk")
    rebuild.anew(engine, print)
    with pytest.raises(Unavailable), beside.writing() as writer:
        writer.note("late", "a writer that still believes that there is one beside")
    assert engine.beside() is None


class Restless(Source):
    """Says something else of its one thing each time that it is asked, so that no index can agree with it."""

    kind, tab, label, icon = "restless", "threads", "Restless", "threads"

    def rows(self, ids):
        return [Document(self.kind, pk, "staff", str(uuid4()), "", "/", now()) for pk in ids if pk == 1]

    def ids_after(self, last, limit):
        return [1] if last < 1 else []

    def visible_to(self, viewer):
        return User.objects.none()


def test_an_index_that_does_not_agree_is_not_put_in_place(world, engine, monkeypatch):
    monkeypatch.setitem(documents._sources, Restless.kind, Restless())
    with pytest.raises(CommandError, match=r"differ from the database\. The index that was there goes on answering"):
        call_command("reindex")
    assert engines()[0].beside() is not None
    monkeypatch.undo()
    call_command("reindex")
    assert [one.beside() for one in engines()] == [None] * len(engines())
