"""`search_verify` finds what is missing, stale or left after a delete; `reindex` and the clock write it again."""

import pytest
from django.core.management import call_command

from communities.models import User
from forum.threads import actions as threads
from forum.threads.models import Thread
from search import index as search_index
from search import verify
from search.engines import database_engine, elastic_engine, engines


@pytest.fixture(params=[database_engine, elastic_engine], ids=["database", "elasticsearch"])
def engine(request, index):
    engine = request.param()
    if engine is None:
        pytest.skip("ELASTICSEARCH_URL names no server")
    return engine


def drift(engine, kind="person"):
    return verify.summary(list(verify.compare(engine, kind)))


def test_every_drift_is_found_and_repaired(world, engine, capsys):
    assert drift(engine).total() == 0
    with engine.writing() as writer:
        writer.remove([("person", world.bo.pk)])
    User.objects.filter(pk=world.cy.pk).update(title="Chief clerk")
    User.objects.filter(pk=world.mem.pk).update(is_active=False)
    engine.tidy()
    assert drift(engine) == {"missing": 1, "stale": 1, "left after delete": 1}
    with pytest.raises(SystemExit):
        call_command("search_verify", repair=True)
    assert f"{engine.name:<14} person" in capsys.readouterr().out
    engine.tidy()
    call_command("search_verify")
    assert drift(engine).total() == 0


def test_a_document_that_names_the_wrong_readers_is_stale(world, engine):
    with engine.writing() as writer:
        writer.restamp("staff", ["public"], search_index.FIRST, 500)
    engine.tidy()
    assert drift(engine)["stale"] > 1


def test_the_clock_compares_once_a_day_and_says_so(world, engine):
    User.objects.filter(pk=world.cy.pk).update(title="Chief clerk")
    verify.verify_some(seconds=30)
    assert engine.documents([("person", world.cy.pk)])[("person", world.cy.pk)].body.startswith("Chief clerk")
    assert f"the index in {engine.name} holds everything (compared with the database" in search_index.describe()
    User.objects.filter(pk=world.cy.pk).update(title="Clerk again")
    verify.verify_some(seconds=30)
    assert drift(engine)["stale"] == 1


def test_reindex_writes_all_anew_and_loses_no_write_meanwhile(world, engine, drain, capsys, monkeypatch):
    viewer = world.viewer("mem")
    for number in range(6):
        threads.start_thread(viewer=viewer, community=world.fleet, title=f"Thread {number}", source="Tyres.")
    monkeypatch.setattr(search_index, "BATCH", 2)
    advance = search_index._advance

    def with_writes_between(*arguments):
        # What people write while the index is written anew.
        done = advance(*arguments)
        threads.start_thread(viewer=viewer, community=world.fleet, title="Meanwhile", source="Tyres.")
        drain()
        return done

    monkeypatch.setattr(search_index, "_advance", with_writes_between)
    call_command("reindex", kind=["person", "community"])
    assert "a second" in capsys.readouterr().out
    assert drift(engine, "thread").total() == 0
    assert Thread.objects.filter(title="Meanwhile").count() >= 8
    assert all(one.is_sound() for one in engines())
