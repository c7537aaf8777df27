"""Requests through the real server and the bridge, as odd clients send them."""

import concurrent.futures
import http.client
import json
import time

import pytest


def wait_until(condition, seconds=10):
    """Poll for what another process does; the test fails when it does not."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "It did not happen."
        time.sleep(0.02)


def test_a_page_comes_with_its_length_and_keeps_the_connection(odd):
    connection = odd.connect()
    for _ in range(3):
        connection.request("GET", "/")
        response = connection.getresponse()
        assert (response.status, response.read()) == (200, b"Hello")
        assert response.headers["Content-Length"] == "5"
        assert "Server" not in response.headers
    connection.close()


def test_django_sees_path_query_and_headers_as_they_were_sent(odd):
    response, data = odd.ask("GET", "/echo/caf%C3%A9/?q=a%20b", X_Note="naïve".encode("latin-1"))
    seen = json.loads(data)
    assert response.status == 200
    assert seen["path"] == "/echo/café/"
    assert seen["query"] == {"q": "a b"}
    assert seen["headers"]["X-Note"] == "naïve"
    assert seen["thread"].startswith("http_")


def test_bodies_arrive_whole_whether_they_say_their_length_or_not(odd):
    for size in (0, 1, 8192, 200_000, 3_000_000):
        body = bytes(range(256)) * (size // 256) + b"\x01" * (size % 256)
        for sent in (body, iter([body[: size // 2], body[size // 2 :]])):
            seen = json.loads(odd.ask("POST", "/echo/", sent, Content_Type="application/octet-stream")[1])
            assert (seen["length"], seen["sum"]) == (size, sum(body))


def test_an_upload_of_three_megabytes_is_a_file_for_django(odd):
    body = (
        b'--cut\r\nContent-Disposition: form-data; name="title"\r\n\r\nMinutes\r\n'
        b'--cut\r\nContent-Disposition: form-data; name="paper"; filename="a.pdf"\r\n\r\n'
        + b"p" * 3_000_000
        + b"\r\n--cut--\r\n"
    )
    seen = json.loads(odd.ask("POST", "/echo/", body, Content_Type="multipart/form-data; boundary=cut")[1])
    assert seen["post"] == {"title": "Minutes"}
    assert seen["files"] == {"paper": 3_000_000}


def test_repeated_headers_are_joined_and_underscores_do_not_pass_for_hyphens(odd):
    said = odd.raw(
        b"GET /echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-A: 1\r\nX-A: 2\r\n"
        b"X_Forwarded_For: 6.6.6.6\r\nCookie: a=1\r\nCookie: b=2\r\n\r\n"
    )
    seen = json.loads(said.split(b"\r\n\r\n", 1)[1])
    assert seen["headers"]["X-A"] == "1,2"
    assert "X-Forwarded-For" not in seen["headers"]
    assert seen["cookies"] == {"a": "1", "b": "2"}


def test_a_header_that_comes_too_often_is_refused(odd):
    head = b"GET /echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
    assert odd.raw(head + b"X-A: 1\r\n" * 50 + b"\r\n").startswith(b"HTTP/1.1 200")
    assert odd.raw(head + b"X-A: 1\r\n" * 51 + b"\r\n").startswith(b"HTTP/1.1 400")


def test_cookies_have_no_blank_in_front(odd):
    said = odd.raw(b"GET /cookies/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert b"Set-Cookie: a=1; Path=/\r\n" in said
    assert b"Set-Cookie: b=2; Path=/\r\n" in said


@pytest.mark.parametrize("path", ["/", "/large/", "/stream/?parts=3", "/file/", "/small-file/"])
def test_head_has_the_headers_and_no_body(odd, path):
    head = f"HEAD {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    said = odd.raw(head + b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    first, second = said.split(b"HTTP/1.1 200 OK")[1:]
    assert first.endswith(b"\r\n\r\n")
    assert b"xxx" not in first
    assert second.endswith(b"Hello")


def test_an_old_client_without_keep_alive_is_served(odd):
    said = odd.raw(b"GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
    assert said.endswith(b"Hello")


def test_streams_and_files_arrive_whole_and_are_closed(odd):
    before = odd.json("/state/")["closed"]
    assert odd.ask("GET", "/stream/?parts=20")[1] == b"".join(b"%d" % (n % 10) * 65536 for n in range(20))
    assert len(odd.ask("GET", "/file/")[1]) == 50 * 1024 * 1024
    assert odd.ask("GET", "/small-file/")[1] == b"small"
    wait_until(lambda: sorted(odd.json("/state/")["closed"][len(before) :]) == ["file", "stream"])


def test_a_view_that_raises_is_a_500_and_nothing_more(odd):
    assert odd.ask("GET", "/broken/")[0].status == 500
    assert odd.ask("GET", "/")[0].status == 200


def test_a_stream_that_breaks_cuts_the_connection_and_the_server_goes_on_reaping(odd):
    for _ in range(3):
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            odd.ask("GET", "/stream/?parts=5&break=2")
    wait_until(lambda: odd.json("/state/")["connections"] <= 2)
    assert odd.ask("GET", "/")[0].status == 200


def test_what_a_view_leaves_set_is_not_there_for_the_next_request(odd):
    clean = {"language": "en", "zone": "America/New_York", "variable": "nothing"}
    caches_by_thread: dict[str, set] = {}
    for _ in range(12):
        odd.ask("GET", "/leave/")
        found = odd.json("/find/")
        assert {name: found[name] for name in clean} == clean
        caches_by_thread.setdefault(found["thread"], set()).add(found["cache"])
    assert all(len(ids) == 1 for ids in caches_by_thread.values()), "a cache connection was made twice in one thread"


def test_stalled_readers_of_a_large_file_cost_no_memory_and_no_thread(odd):
    before = odd.resident_mib()
    usual = seconds_of_twenty(odd)
    readers = [odd.reader("/file/") for _ in range(6)]
    for reader in readers:
        assert reader.recv(1000).startswith(b"HTTP/1.1 200")
    assert seconds_of_twenty(odd) < 5 + 5 * usual
    assert odd.resident_mib() - before < 30
    for reader in readers:
        reader.close()
    wait_until(lambda: odd.json("/state/")["connections"] <= 2, 20)


def seconds_of_twenty(odd):
    """How long twenty small requests take, one after the other."""
    started = time.monotonic()
    for _ in range(20):
        assert odd.ask("GET", "/")[0].status == 200
    return time.monotonic() - started


def test_stalled_readers_of_generators_leave_half_the_threads_free(odd):
    readers = [odd.reader("/stream/?parts=100") for _ in range(2)]
    for reader in readers:
        assert reader.recv(1000).startswith(b"HTTP/1.1 200")
    response, _ = odd.ask("GET", "/stream/?parts=100")
    assert response.status == 503
    assert response.headers["Retry-After"] == "10"
    assert odd.ask("GET", "/")[0].status == 200
    for reader in readers:
        reader.close()
    wait_until(lambda: odd.ask("GET", "/stream/?parts=1")[0].status == 200)


def test_above_the_queue_the_answer_is_503_and_says_when_to_come_back(odd):
    with concurrent.futures.ThreadPoolExecutor(12) as clients:
        waiting = [clients.submit(odd.ask, "GET", "/slow/?seconds=1.5", Accept="text/html") for _ in range(12)]
        answers = [each.result() for each in waiting]
    busy = [(answer, page) for answer, page in answers if answer.status == 503]
    assert [answer.status for answer, _ in answers].count(200) == 8
    assert len(busy) == 4
    for answer, page in busy:
        assert int(answer.headers["Retry-After"]) > 0
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert b"Many people are here just now" in page
    assert odd.ask("GET", "/")[0].status == 200
