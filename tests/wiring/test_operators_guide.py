"""What docs/operating.md tells operators to write down works as it stands there."""

import asyncio
import os
import socket
import subprocess
import threading
from collections import Counter
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from websockets.sync.client import connect

from forum.chat.models import Channel
from forum.threads import actions
from forum.threads.models import Attachment
from tests.faults.crowd import Crowd
from tests.live.serving import session_of

from .nginx import HOST, Proxy, block, two_processes

MIB = 1024 * 1024
TOKEN = "t" * 32


@pytest.fixture
def thread(lasting_world):
    return actions.start_thread(
        viewer=lasting_world.viewer("mem"),
        community=lasting_world.opioid,
        title="Scans of the naloxone log",
        source="Send them here.",
        kind="discussion",
        tags=[],
    )


@pytest.fixture
def servers(thread, tmp_path):
    with two_processes(tmp_path / "data") as started:
        yield started


@pytest.fixture
def proxy(servers, tmp_path):
    folder = tmp_path / "nginx"
    folder.mkdir()
    with Proxy(folder, tmp_path / "data", servers) as running:
        yield running


def cookies(user=None):
    session = f"; {settings.SESSION_COOKIE_NAME}={session_of(user)}" if user else ""
    return f"csrftoken={TOKEN}{session}"


def form(data, name="scan.pdf"):
    """A reply with one file, as browsers write it."""
    fields = {"csrfmiddlewaretoken": TOKEN, "form_token": str(uuid4()), "source": "The log of May"}
    parts = [f'Content-Disposition: form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in fields.items()]
    head = f'Content-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'
    parts.append(head.encode() + data)
    return b"".join(b"--limit\r\n" + part + b"\r\n" for part in parts) + b"--limit--\r\n"


def reply(proxy, thread, user, data):
    address = f"/communities/opioid-response/threads/{thread.pk}/reply/"
    kind = "multipart/form-data; boundary=limit"
    return proxy.ask("POST", address, form(data), Cookie=cookies(user), Content_Type=kind)


@pytest.mark.promise(6)
def test_two_processes_behind_nginx_serve_pages_files_and_sockets(
    lasting_world, thread, proxy, servers, record_property
):
    """One test, since starting all this takes most of its time."""
    member, stranger = lasting_world.mem, lasting_world.cy

    for _ in range(4):
        page = proxy.ask("GET", thread.get_absolute_url(), Cookie=cookies(member))
        assert page.status == 200
        assert b"Scans of the naloxone log" in page.content
    assert proxy.answered_by() == {server.port for server in servers}, "both take their turn"
    assert page.headers["Strict-Transport-Security"], "the process knows that the reader came by TLS"

    files_are_sent_by_nginx_to_who_may_have_them(proxy, thread, member, stranger, servers)
    sockets_open_on_this_host_alone(proxy, member)
    style_sheets_come_from_the_folder(proxy, page.content.decode())
    what_is_too_large_is_told_in_the_products_look(proxy, thread, member)
    figures = one_restarts_after_the_other_and_nobody_sees_it(lasting_world, thread, proxy, servers)
    for name, figure in figures.items():
        record_property(name, figure)

    servers[0].stop()
    for _ in range(3):
        assert proxy.ask("GET", thread.get_absolute_url(), Cookie=cookies(member)).status == 200, "the other is there"
    servers[1].stop()
    page = proxy.ask("GET", thread.get_absolute_url(), Cookie=cookies(member))
    assert page.status == 503
    assert b"We are working on the service" in page.content
    assert int(page.headers["Retry-After"]) > 0


def files_are_sent_by_nginx_to_who_may_have_them(proxy, thread, member, stranger, servers):
    data = b"%PDF-1.7\n" + os.urandom(20 * MIB)
    assert reply(proxy, thread, member, data).status == 303
    address = Attachment.objects.get(post__thread=thread).get_absolute_url()
    sent = proxy.ask("GET", address, Cookie=cookies(member))
    assert sent.status == 200
    assert sent.content == data
    assert sent.headers["Content-Type"] == "application/pdf"
    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert sent.headers["Cache-Control"] == "private, no-cache"
    assert "X-Accel-Redirect" not in sent.headers
    assert proxy.ask("GET", address, Cookie=cookies(member), If_None_Match=sent.headers["ETag"]).status == 304
    part = proxy.ask("GET", address, Cookie=cookies(member), Range="bytes=0-8")
    assert (part.status, part.content) == (206, data[:9])
    assert proxy.ask("GET", address, Cookie=cookies(stranger)).status == 404
    stored = Attachment.objects.get(post__thread=thread).file.name
    assert proxy.ask("GET", f"/uploads/{stored}", Cookie=cookies(member)).status == 404
    assert proxy.ask("GET", "/static/../media/x", Cookie=cookies(member)).status in {400, 404}


def sockets_open_on_this_host_alone(proxy, member):
    def line(origin):
        return connect(
            f"wss://{HOST}/live/",
            sock=socket.create_connection(("127.0.0.1", proxy.port), 20),
            ssl=proxy.trust(),
            additional_headers={"Cookie": cookies(member)},
            origin=origin,
            proxy=None,
        )

    with line(f"https://{HOST}") as tab:
        assert '"hello"' in tab.recv(timeout=20)
        tab.send('{"op": "ping"}')
        assert '"pong"' in tab.recv(timeout=20)
    with pytest.raises(Exception, match="403"):
        line("https://elsewhere.example")


def style_sheets_come_from_the_folder(proxy, page):
    address = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    sheet = proxy.ask("GET", address, Accept_Encoding="gzip")
    assert sheet.status == 200
    assert sheet.headers["Content-Type"] == "text/css"
    assert sheet.headers["Content-Encoding"] == "gzip"
    assert "immutable" in sheet.headers["Cache-Control"]
    assert "immutable" not in proxy.ask("GET", "/static/forum/css/interlocal.css").headers["Cache-Control"]


def what_is_too_large_is_told_in_the_products_look(proxy, thread, member):
    answer = reply(proxy, thread, member, b"%PDF-1.7\n" + bytes(27 * MIB))
    assert answer.status == 413
    assert b"A file may have 25 MB" in answer.content
    assert b"/static/forum/css/interlocal.css" in answer.content


def one_restarts_after_the_other_and_nobody_sees_it(lasting_world, thread, proxy, servers):
    """People write in the chat, read a thread and reply to it all the while; every answer is the one they want."""
    general = Channel.objects.get(community=lasting_world.opioid, slug="general")
    line = {"host": "127.0.0.1", "port": proxy.port, "ssl": proxy.trust(), "origin": f"https://{HOST}"}
    crowd = Crowd(
        [f"wss://{HOST}/live/"], [lasting_world[who] for who in ("mem", "bo", "gus")], [general.topic], **line
    )
    is_over = threading.Event()

    async def story(crowd):
        visit = asyncio.create_task(asyncio.to_thread(visits, proxy, thread, lasting_world.mem, is_over))
        try:
            for server in servers:
                await lines(crowd, f"Before {server.port}")
                assert await asyncio.to_thread(server.stop) == 0
                await lines(crowd, f"Without {server.port}")
                await asyncio.to_thread(server.start)
            await crowd.finish()
        finally:
            is_over.set()
            answers.update(await visit)

    answers = Counter()
    crowd.run(story)
    assert answers.keys() == {("GET", 200), ("POST", 303)}, answers
    assert crowd.check() == 2 * 2 * 10 * len(crowd.screens)
    assert sum(screen.connections for screen in crowd.screens) > len(crowd.screens), "nobody was cut"
    return {
        "servers restarted": len(servers),
        "messages": crowd.check(),
        "pages and replies": answers.total(),
        "lost, doubled, errors": "0, 0, 0",
    }


async def lines(crowd, about):
    """Ten lines of each, the first of which are heard before this returns."""
    before = crowd.acknowledged
    crowd.write(10, about)
    await crowd.until(lambda: crowd.acknowledged >= before + 5)


def visits(proxy, thread, user, is_over):
    """Read the thread and reply to it until `is_over`; what was asked, and how it was answered."""
    answers = []
    kind = "application/x-www-form-urlencoded"
    while not is_over.wait(0.05):
        page = proxy.ask("GET", thread.get_absolute_url(), Cookie=cookies(user))
        answers.append(("GET", page.status))
        form = urlencode({"csrfmiddlewaretoken": TOKEN, "form_token": uuid4(), "source": f"Reply {len(answers)}"})
        address = f"/communities/opioid-response/threads/{thread.pk}/reply/"
        sent = proxy.ask("POST", address, form.encode(), Cookie=cookies(user), Content_Type=kind)
        answers.append(("POST", sent.status))
    return answers


def test_the_units_pass_systemds_own_check(tmp_path):
    unit = block("systemd")
    for command in ("serve --without-relay --port %i", "relay"):
        name = "interlocal-relay.service" if command == "relay" else "interlocal@.service"
        text = unit.replace("serve --without-relay --port %i", command).replace("/srv/interlocal", str(tmp_path))
        assert command in text
        (tmp_path / name).write_text(text)
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch(0o755)
    for name in ("interlocal@8001.service", "interlocal-relay.service"):
        check = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", tmp_path / name], capture_output=True, text=True, timeout=60
        )
        complaints = [line for line in check.stderr.splitlines() if "interlocal" in line]
        assert (check.returncode, complaints) == (0, []), check.stderr
