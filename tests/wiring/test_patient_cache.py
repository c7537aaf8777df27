"""The cache on Redis: it keeps what it is given, and without Redis it is an empty one that fails nobody."""

import time

from communities import patient_cache
from communities.patient_cache import PatientRedisCache
from tests.faults.services import Redis
from tests.live.serving import free_port


def test_a_redis_that_goes_away_is_an_empty_cache_and_comes_back(tmp_path, monkeypatch):
    monkeypatch.setattr(patient_cache, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(patient_cache, "_silent_until", 0.0)  # The next tests ask their own Redis again.
    redis = Redis(tmp_path, free_port())
    redis.start()
    try:
        cache = PatientRedisCache(redis.url, {})
        cache.set("name", "Easton")
        assert cache.get("name") == "Easton"
        redis.kill()
        assert_empty(cache)
        redis.start()
        cache.set("name", "Easton")
        assert cache.get_many(["name"]) == {"name": "Easton"}
        redis.freeze()
        monkeypatch.setattr(patient_cache, "PAUSE_SECONDS", 60)
        first, others = seconds(lambda: cache.get("name")), seconds(lambda: assert_empty(cache))
        assert first >= patient_cache.PATIENCE_SECONDS
        assert others < 3 * first, "it is asked once, and then left in peace"
    finally:
        redis.stop()


def seconds(do):
    began = time.monotonic()
    do()
    return time.monotonic() - began


def assert_empty(cache):
    cache.set("other", 1)
    assert cache.get("name") is None
    assert cache.get("name", "nothing") == "nothing"
    assert cache.get_or_set("name", lambda: "made anew") == "made anew"
    assert cache.add("name", 1) is False
    assert cache.has_key("name") is False
    assert cache.get_many(["name"]) == {}
    cache.set_many({"one": 1})
    cache.delete_many(["one"])
    assert cache.delete("name") is False
