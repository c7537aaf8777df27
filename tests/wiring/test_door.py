"""What the server refuses before Django hears of it, and how it stops."""

import concurrent.futures
import re
import signal
import socket
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from forum import door
from tests.serving import ROOT

MIB = 1024 * 1024


def pieces(count, size=MIB):
    for _ in range(count):
        yield b"x" * size


def chunked(parts):
    for part in parts:
        yield b"%x\r\n" % len(part) + part + b"\r\n"
    yield b"0\r\n\r\n"


def upload(site, headers, parts):
    """Send everything, as clients do, then read the answer."""
    with socket.create_connection(("127.0.0.1", site.port), 30) as connection:
        connection.sendall(b"POST /echo/ HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + b"\r\n\r\n")
        for part in parts:
            connection.sendall(part)
        said = b""
        while part := connection.recv(65536):
            said += part
        return said


@pytest.mark.parametrize("kind", ["with its length", "chunked"])
def test_a_body_of_100_megabytes_is_413_and_costs_no_memory(odd, kind):
    before = odd.resident_mib("VmHWM")
    if kind == "chunked":
        said = upload(odd, b"Transfer-Encoding: chunked", chunked(pieces(100)))
    else:
        said = upload(odd, b"Content-Length: %d" % (100 * MIB), pieces(100))
    assert said.startswith(b"HTTP/1.1 413 ")
    assert b"more than the 5 MB" in said
    assert odd.resident_mib("VmHWM") - before < 8
    assert odd.ask("GET", "/")[0].status == 200


def test_the_413_is_a_page_for_browsers_and_a_line_for_htmx(odd):
    size = b"Content-Length: %d\r\n" % (6 * MIB)
    page = upload(odd, size + b"Accept: text/html,*/*;q=0.8", pieces(6))
    assert page.startswith(b"HTTP/1.1 413 ")
    assert b"Content-Type: text/html" in page
    assert f"A file may have {settings.ATTACHMENT_MAX_BYTES // MIB} MB".encode() in page
    line = upload(odd, size + b"Accept: text/html\r\nHX-Request: true", pieces(6))
    assert b'<hx-partial hx-target="#alerts"' in line
    assert b"more than the 5 MB" in line
    for said in (page, line):
        assert b"\r\nContent-Security-Policy: default-src 'none'; style-src 'self'" in said
        assert b"style=" not in said
        assert b"<script" not in said


@pytest.mark.parametrize("file", sorted(door.PAGES.glob("*.html")), ids=lambda file: file.stem)
def test_the_pages_of_the_door_name_only_files_that_are_there(file):
    text = file.read_text()
    assert set(re.findall(r'/static/([^"#]+)', text)) == {"forum/css/interlocal.css"}
    assert finders.find("forum/css/interlocal.css")
    assert "<style" not in text
    assert "{" not in text


def test_the_limit_lets_pass_what_is_within(odd):
    said = upload(odd, b"Connection: close\r\nContent-Length: %d" % MIB, pieces(1))
    assert said.startswith(b"HTTP/1.1 200 ")


def test_who_asks_before_sending_is_told_not_to(odd):
    said = upload(odd, b"Expect: 100-continue\r\nContent-Length: %d" % (10 * MIB), pieces(10))
    assert said.startswith(b"HTTP/1.1 413 ")
    assert b"100 Continue" not in said


def test_many_such_uploads_at_once_do_not_keep_others_waiting(odd):
    with concurrent.futures.ThreadPoolExecutor(8) as clients:
        uploads = [clients.submit(upload, odd, b"Content-Length: %d" % (20 * MIB), pieces(20)) for _ in range(8)]
        assert odd.ask("GET", "/")[0].status == 200
        assert all(each.result().startswith(b"HTTP/1.1 413 ") for each in uploads)


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET",
        b"\x00\x01\x02",
        b"GET / HTTP/9.9\r\nHost",
        b"GET /\xff HTTP/1.1",
        b"GET /" + b"a" * 20_000 + b" HTTP/1.1",
    ],
)
def test_broken_requests_are_refused_and_the_server_lives(odd, request_line):
    said = odd.raw(request_line + b"\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 400") or not said  # A line above 16 KiB is not worth an answer to Twisted.
    assert odd.ask("GET", "/")[0].status == 200


def test_paths_with_nul_and_broken_utf_8_are_no_error(odd):
    for path in ("/echo/a%00b/", "/echo/%FF%FE/", "/echo/%ED%A0%80/"):
        assert odd.ask("GET", path)[0].status == 200


def test_a_frame_above_64_kib_closes_the_socket_with_a_code_that_says_so(odd):
    with connect(f"ws://127.0.0.1:{odd.port}/", max_size=None) as socket_:
        socket_.send("a" * 65_000)
        assert socket_.recv() == "a" * 65_000
        socket_.send("a" * 70_000)
        with pytest.raises(ConnectionClosed):
            socket_.recv(timeout=30)
        assert socket_.close_code == 1009


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_ends_sockets_with_restart_and_lets_views_finish(own_odd, number):
    with (
        connect(f"ws://127.0.0.1:{own_odd.port}/") as socket_,
        concurrent.futures.ThreadPoolExecutor(1) as client,
    ):
        socket_.send("hello")
        assert socket_.recv() == "hello"
        view = client.submit(own_odd.ask, "GET", "/slow/?seconds=1.5")
        time.sleep(0.5)  # The request has to be on its way; the view itself takes three times as long.
        own_odd.process.send_signal(number)
        with pytest.raises(ConnectionClosed):
            socket_.recv(timeout=30)
        assert socket_.close_code == 1012
        assert view.result()[1] == b"done"
    assert own_odd.process.wait(10) == 0
    assert own_odd.process.stdout.read().split() == ["stopping", "stopped"]


def test_stopping_does_not_wait_for_stalled_readers(own_odd):
    reader, stream = own_odd.reader("/file/"), own_odd.reader("/stream/?parts=100")
    reader.recv(1000), stream.recv(1000)
    started = time.monotonic()
    assert own_odd.stop() == 0
    assert time.monotonic() - started < 15


def test_a_port_in_use_is_an_error_with_words(own_odd):
    code = (
        "from forum.server import Server\n"
        f"Server(None, host='127.0.0.1', port={own_odd.port}, max_body=1, ready=print, stopping=lambda: None).run()"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=20,
        env={"DJANGO_SETTINGS_MODULE": ""},
    )
    assert run.returncode == 1
    assert "OSError" in run.stderr
    assert "Address already in use" in run.stderr
