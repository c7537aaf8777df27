"""How much one person may ask of the socket, and what the refusal says about when to try again."""

from forum.live.bucket import CAPACITY, PER_SECOND, Buckets


def test_a_bucket_empties_refuses_and_fills_again():
    moment = [100.0]
    buckets = Buckets(clock=lambda: moment[0])
    assert [buckets.take(1, 2.0) for _ in range(int(CAPACITY / 2))] == [0.0] * int(CAPACITY / 2)
    wait = buckets.take(1, 2.0)
    assert wait == 2.0 / PER_SECOND
    assert buckets.take(2, 2.0) == 0.0, "another person has a bucket of their own"
    moment[0] += wait + 0.001
    assert buckets.take(1, 2.0) == 0.0
    moment[0] += 60
    buckets.forget_full()
    assert buckets._levels == {}
