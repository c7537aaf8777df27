"""Promise 5: Redis goes away, or hangs; pages and messages go on, and what is said arrives by the look at the heads."""

import time
import urllib.request

import pytest
from django.conf import settings

from forum.chat.models import Channel
from tests.live.serving import ServerProcess, session_of, tab

pytestmark = pytest.mark.promise(5)

PAGES = ("/", "/communities/", "/communities/opioid-response/threads/", "/notices/", "/search/?q=naloxone")


@pytest.fixture
def two_servers(lasting_world, drain):
    drain()
    servers = [ServerProcess(), ServerProcess()]
    for server in servers:
        server.start()
    yield servers
    for server in servers:
        server.stop()


class Watch:
    """Somebody who speaks at one server, somebody who listens at the other, and a reader of pages at both."""

    def __init__(self, servers, speaker, listener, topic, session):
        self.servers, self.speaker, self.listener, self.topic = servers, speaker, listener, topic
        self.session = session
        self.arrivals, self.answers = [], []
        self.said = 0

    def watch(self, seconds):
        """Speak and read for so long, one after the other; anything that fails fails the test."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.say()
            for server in self.servers:
                self.read(server.url)

    def say(self):
        began = time.monotonic()
        ack = self.speaker.say(self.topic, f"Line {self.said}")
        assert ack["ev"] == "ack", ack
        while self.listener.until("events", 10)["head"] < ack["seq"]:
            pass
        self.arrivals.append(time.monotonic() - began)
        self.said += 1

    def read(self, url):
        for page in PAGES:
            began = time.monotonic()
            cookie = f"{settings.SESSION_COOKIE_NAME}={self.session}"
            request = urllib.request.Request(url + page, headers={"Cookie": cookie})
            with urllib.request.urlopen(request, timeout=20) as answer:
                assert answer.status == 200
            self.answers.append(time.monotonic() - began)


def test_without_redis_nothing_fails_and_what_is_said_arrives(two_servers, lasting_world, stack, size, record_property):
    topic = Channel.objects.get(community=lasting_world.opioid, slug="general").topic
    here, there = two_servers
    with tab(here, lasting_world.mem) as mem, tab(there, lasting_world.bo) as bo:
        bo.open(topic)
        watch = Watch(two_servers, mem, bo, topic, session_of(lasting_world.mem))
        watch.watch(1)
        usual = max(watch.arrivals)
        stack.redis.kill()
        watch.watch(size(10, 150))
        stack.redis.start()
        watch.watch(1)
        stack.redis.freeze()
        watch.watch(size(10, 150))
        stack.redis.thaw()
        # Doorbells are heard again: the last of a few lines needs no look at the heads.
        until_heard(watch)
    # In the short form other tests run beside it.
    assert max(watch.arrivals) <= 5 + size(10, 0) * usual
    record_property("seconds away and hanging", f"{size(10, 150)} and {size(10, 150)}")
    record_property("messages", watch.said)
    record_property("longest arrival", f"{max(watch.arrivals):.1f} s")
    record_property("pages", f"{len(watch.answers)}, none failed, slowest {max(watch.answers):.2f} s")


def until_heard(watch):
    for _ in range(20):
        watch.say()
        if watch.arrivals[-1] < 0.5:
            return
    raise AssertionError("Redis is back, and nobody hears it")
