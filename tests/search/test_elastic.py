"""Elasticsearch that goes away and comes back: posting goes on, search answers, the index catches up by itself."""

import socket

import pytest
from django.urls import reverse

from communities import outbox
from communities.models import Delivery
from forum.threads import actions as threads
from search import index as search_index
from search.engines import elastic_engine, engines
from search.sink import SearchSink, catch_up

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def nowhere():
    """An address at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return f"http://127.0.0.1:{port}"


@pytest.fixture
def sink():
    """What the site registers at its start when the settings name a server."""
    known = outbox.sink_named("elasticsearch")
    sink = SearchSink("elasticsearch", elastic_engine)
    outbox.register_sink(sink)
    yield sink
    if known is None:
        del outbox._sinks[sink.name]


def ask(client, text):
    return client.get(reverse("search:results"), {"q": text})


def titles(response):
    return [result.best.facts.heading for result in response.context["found"].results]


def test_a_server_that_is_away_stops_neither_posting_nor_search(world, client, settings, nowhere, sink, drain):
    there, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, nowhere
    threads.start_thread(viewer=world.viewer("mem"), community=world.fleet, title="Winter tyres", source="When?")
    drain()
    response = ask(world.login(client, "mem"), "winter tyres")
    assert titles(response) == ["Winter tyres"]
    assert "The search server cannot answer now" in response.text
    assert "elasticsearch does not answer" in search_index.describe()
    late = Delivery.objects.filter(sink="elasticsearch")
    assert late.exists()
    if not there:
        pytest.skip("ELASTICSEARCH_URL names no server to come back")
    settings.ELASTICSEARCH_URL = there
    late.update(state=Delivery.State.PARKED)
    catch_up(elastic_engine())
    drain()
    assert not late.exists()
    response = ask(client, "winter tyres")
    assert titles(response) == ["Winter tyres"]
    assert "cannot answer now" not in response.text


def test_an_index_that_is_not_complete_leaves_the_answer_to_the_other(world, client, settings):
    if len(engines()) == 1:
        pytest.skip("ELASTICSEARCH_URL names no server")
    elastic_engine().renew()
    response = ask(world.login(client, "cy"), "fleet")
    assert "Fleet managers" in titles(response)
    assert "cannot answer now" in response.text
    search_index.mend(seconds=30)
    response = ask(client, "fleet")
    assert "Fleet managers" in titles(response)
    assert not response.context["found"].notices
