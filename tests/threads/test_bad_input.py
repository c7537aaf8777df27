"""Odd, broken and hostile input: a clear answer, never a 500, and nothing lost."""

from uuid import uuid4

import pytest

from forum.threads.models import Post, Thread

LIST = "/communities/opioid-response/threads/"
NAUGHTY = [
    "\x00",
    "a\x00b",
    "\ufeff\u202egnp.exe",
    "＜script＞alert(1)＜/script＞",
    "<img src=x onerror=alert(1)>",
    "'; DROP TABLE threads_post; --",
    "{{ 7*7 }}{% debug %}",
    "田中さんにあげて下さい",
    "🏳️‍🌈👩‍👩‍👧‍👧" * 20,
    "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
    "../../../etc/passwd",
    "%s%x%n",
    "\r\n.\r\nQUIT",
    "]]>",
    "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
]


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_text_is_posted_as_text_or_refused_with_422(world, client, thread, text):
    world.login(client, "mem")
    answer = client.post(f"{LIST}{thread.pk}/reply/", {"source": text, "form_token": uuid4()})
    assert answer.status_code in {303, 422}
    form = {"title": f"About {text}", "kind": "question", "source": text, "tags": text, "form_token": uuid4()}
    assert client.post(f"{LIST}new/", form).status_code in {303, 422}
    assert client.post(f"/drafts/thread-{thread.pk}/", {"source": text, "sequence": "0"}).status_code == 200
    assert client.get(f"{LIST}people/", {"q": text}).status_code == 200
    assert client.get(LIST, {"tag": text, "page": text, "sort": text}).status_code == 200
    page = client.get(LIST)
    assert page.status_code == 200
    assert "<img src=x" not in page.text
    assert "<img src=x" not in client.get(thread.get_absolute_url()).text


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**40])
@pytest.mark.parametrize("act", ["acts", "quote", "edit", "remove", "revisions"])
def test_numbers_that_no_post_has_are_missing_pages(world, client, thread, number, act):
    world.login(client, "mem")
    assert client.get(f"{LIST}{thread.pk}/posts/{number}/{act}/").status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"form_token": "not-a-uuid"},
        {"form_token": ""},
        {"to": str(10**40)},
        {"to": "-1"},
        {"to": "x"},
        {"attached": str(10**40)},
        {"attached": "x"},
        {"sequence": str(10**40)},
    ],
)
def test_fields_of_a_wrong_type_are_to_mend(world, client, thread, change):
    world.login(client, "mem")
    form = {"source": "A fine text", "form_token": uuid4()} | change
    answer = client.post(f"{LIST}{thread.pk}/reply/", form)
    assert answer.status_code == 422
    assert "A fine text" in answer.text
    assert Post.objects.filter(thread=thread).count() == 2


def test_a_reply_to_a_post_that_is_gone_keeps_its_text(world, client, thread):
    world.login(client, "mem")
    form = {"source": "A fine text", "to": "77", "form_token": uuid4()}
    answer = client.post(f"{LIST}{thread.pk}/reply/", form)
    assert answer.status_code == 422
    assert "A fine text" in answer.text


@pytest.mark.parametrize("value", ["", "x", "-1", str(10**40)])
def test_a_position_that_is_no_number_is_refused(world, client, thread, value):
    world.login(client, "mem")
    assert client.post(f"{LIST}{thread.pk}/read/", {"number": value}).status_code == 400


def test_a_foreign_kind_is_refused(world, client):
    world.login(client, "mem")
    form = {"title": "A fine title", "kind": "poll", "source": "Text", "form_token": uuid4()}
    assert client.post(f"{LIST}new/", form).status_code == 422
    assert not Thread.objects.filter(title="A fine title").exists()
