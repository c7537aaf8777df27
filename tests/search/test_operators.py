"""Every operator by a table: what each finds and leaves, for one person, as `search/lang/operators.py` promises it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from communities.actions import memberships
from forum.threads import actions as threads
from forum.threads.file_words import READER
from forum.threads.models import FileReading, Post, Thread
from search import index as search_index
from search.lang.operators import OPERATORS
from tests.cms.conftest import png

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def site(world, settings, tmp_path, drain):
    """Threads called by what is special of each; every one has the word kit. The table is asked as Jamal."""
    settings.MEDIA_ROOT = tmp_path
    mem, mia = world.viewer("mem"), world.viewer("mia")

    def start(title, source="A kit.", viewer=mia, place=world.fleet, files=(), **more):
        kept = [threads.attach(viewer=viewer, community=place, upload=upload) for upload in files]
        return threads.start_thread(viewer=viewer, community=place, title=title, source=source, files=kept, **more)

    start("Plain")
    start("Tagged", tags=["winter", "ice"])
    start("Winter only", tags=["winter"])
    start("Linked", "A kit, see https://example.org/kit.")
    start("Filed", files=[SimpleUploadedFile("list.txt", b"One kit.")])
    start("Pictured", files=[SimpleUploadedFile("kit.png", png())])
    start("Called", f"A kit for @{world.mem.handle}.")
    start("Own", viewer=mem)
    answered = start("Answered")
    threads.reply(viewer=mem, thread=answered, source="A kit again.")
    solved = start("Solved", kind=Thread.Kind.QUESTION)
    answer = threads.reply(viewer=world.viewer("ana"), thread=solved, source="This kit.")
    threads.accept_answer(viewer=mia, post=answer)
    threads.lock(viewer=mia, thread=start("Locked"), reason="Done.")
    threads.pin(viewer=mia, thread=start("Pinned"), until=now() + timedelta(days=1))
    old = start("Old")
    Post.objects.filter(thread=old).update(written_at="2020-06-15T12:00:00Z")
    start("Elsewhere", place=world.opioid)
    start("Elsewhere mine", viewer=mem, place=world.opioid)
    while FileReading.objects.filter(read_at=None).exists():
        READER.read_on(seconds=10)
    drain()
    search_index.rebuild()
    return world


ALL = {
    "Plain", "Tagged", "Winter only", "Linked", "Filed", "Pictured", "Called", "Own", "Answered", "Solved", "Locked",
    "Pinned", "Old", "Elsewhere", "Elsewhere mine",
}  # fmt: skip
TABLE = [
    ("in:opioid-response", {"Elsewhere", "Elsewhere mine"}),
    ("agency:city-of-easton", {"Own", "Answered", "Solved", "Elsewhere mine"}),
    ("from:me", {"Own", "Answered", "Elsewhere mine"}),
    ("from:@ana-reyes", {"Solved"}),
    ("to:me", {"Called"}),
    ("type:file", {"Filed"}),
    ("tag:winter", {"Tagged", "Winter only"}),
    ("tag:winter+ice", {"Tagged"}),
    ("is:solved", {"Solved"}),
    ("is:closed", {"Locked"}),
    ("is:pinned", {"Pinned"}),
    ("is:mine", {"Own", "Answered", "Elsewhere mine"}),
    ("has:link", {"Linked"}),
    ("has:image", {"Pictured"}),
    ("has:file", {"Filed", "Pictured"}),
    ("before:2021", {"Old"}),
    ("on:2020", {"Old"}),
    ("on:2020-06", {"Old"}),
    ("on:2020-06-15", {"Old"}),
    ("on:2020-06-16", set()),
    ("title:pictured", {"Pictured"}),
    ('title:"winter only"', {"Winter only"}),
]


def found(client, text):
    """The titles of all pages of results."""
    asked, rows, number = {"q": f"kit {text}", "tab": "threads"}, [], 1
    while number:
        answer = client.get(reverse("search:results"), asked | {"page": number}).context["found"]
        rows += [result.best.facts.heading for result in answer.results]
        number = number + 1 if answer.page.has_next() else 0
    assert len(rows) == len(set(rows))
    return set(rows)


def test_every_operator_finds_what_it_says_and_with_a_minus_the_rest(site, client):
    site.login(client, "mem")
    assert found(client, "") == ALL
    wrong = {}
    for text, expected in TABLE:
        answers = found(client, text), found(client, f"-{text}")
        # A reply may be left although its thread is found, and the other way round.
        if answers[0] != expected or not (ALL - expected) <= answers[1]:
            wrong[text] = answers
    assert wrong == {}
    assert {text.partition(":")[0] for text, _expected in TABLE} == set(OPERATORS) - {"after", "sort"}
    assert found(client, "after:2021") == ALL - {"Old"}


def test_open_and_unanswered_are_the_rest(site, client):
    site.login(client, "mem")
    assert found(client, "is:open") == ALL - {"Locked"}
    assert found(client, "is:unanswered") == ALL - {"Answered", "Solved"}


@pytest.mark.parametrize(
    ("fleet", "opioid", "followed"),
    [
        ("following", "following", {"Own", "Answered", "Elsewhere mine"}),
        ("watching", "following", ALL - {"Elsewhere"}),
        ("watching", "muted", ALL - {"Elsewhere", "Elsewhere mine"}),
        ("mentions", "watching", {"Elsewhere", "Elsewhere mine"}),
        ("muted", "mentions", set()),
    ],
)
def test_followed_is_what_the_levels_tell_of(site, client, fleet, opioid, followed):
    for place, level in ((site.fleet, fleet), (site.opioid, opioid)):
        memberships.set_level(viewer=site.viewer("mem"), community=place, level=level)
    site.login(client, "mem")
    assert found(client, "is:followed") == followed
    assert found(client, "-is:followed") == ALL - followed


def test_unread_is_what_the_lists_show_as_new(site, client):
    site.login(client, "mem")
    before = found(client, "is:unread")
    assert "Plain" in before
    assert "Own" not in before
    client.get(Thread.objects.get(title="Plain").get_absolute_url())
    assert found(client, "is:unread") == before - {"Plain"}
