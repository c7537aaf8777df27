"""Similar threads while one writes: solved first, only what one may read; one that answers closes the draft."""

import pytest
from django.urls import reverse

from communities.models import Activity
from forum.threads import actions as threads
from forum.threads.models import Draft, Thread
from search.similar import similar

pytestmark = pytest.mark.usefixtures("index")

TITLE = "Where do we keep naloxone in patrol cars?"


@pytest.fixture
def asked(world, drain):
    """A question that is solved, one that is open, one that few may read, and one about something else."""
    mem, mia = world.viewer("mem"), world.viewer("mia")
    about = {
        "open": (mia, world.opioid, "Naloxone in patrol cars in summer"),
        "solved": (mem, world.fleet, "Where is naloxone kept in the patrol car"),
        "hidden": (mia, world.narcotics, "Naloxone in unmarked patrol cars"),
        "other": (mem, world.fleet, "Winter tyres"),
    }
    made = {
        name: threads.start_thread(viewer=who, community=place, title=title, source="Who knows?", kind="question")
        for name, (who, place, title) in about.items()
    }
    post = threads.reply(viewer=mem, thread=made["solved"], source="In the glove box.")
    threads.accept_answer(viewer=mem, post=post)
    drain()
    return made


def found(viewer, title=TITLE, text=""):
    return [result.best.document.id for result in similar(viewer, title, text)]


def test_solved_threads_come_first_and_only_what_one_may_read(world, asked):
    assert found(world.viewer("mem")) == [asked["solved"].pk, asked["open"].pk]
    assert set(found(world.viewer("bo"))) == {asked[name].pk for name in ("solved", "open", "hidden")}
    assert found(world.viewer("cy")) == [asked["solved"].pk]
    assert found(world.viewer("mem"), "Naloxone") == []
    long = "We asked the whole office and nobody knows. " * 30
    assert found(world.viewer("mem"), "A question", f"Patrol cars and naloxone. {long}")[0] == asked["solved"].pk


def test_they_appear_while_the_title_is_typed_and_on_the_page_to_mend(world, client, asked):
    world.login(client, "mem")
    page = reverse("threads:compose", args=[world.opioid.slug])
    assert "This answers my question" not in client.get(page).text
    part = client.get(reverse("threads:similar", args=[world.opioid.slug]), {"title": TITLE}).text
    assert part.index("Where is") < part.index("in summer")
    assert "unmarked" not in part
    assert "<html" not in part
    for button in ({}, {"preview": "1"}, {"save": "1"}):
        answer = client.post(page, {"title": TITLE, "source": "", "kind": "question", **button})
        assert asked["solved"].get_absolute_url() in answer.text, button
    assert asked["solved"].get_absolute_url() in client.get(page).text  # The draft was kept.


def test_an_answer_closes_the_draft_and_is_counted_once_a_person(world, client, asked):
    solved, page = asked["solved"], reverse("threads:compose", args=[world.opioid.slug])
    told = reverse("threads:answered_before", args=[world.opioid.slug])
    for who, people in (("mem", "1 person"), ("mia", "2 people"), ("mem", "2 people")):
        world.login(client, who)
        client.post(page, {"title": TITLE, "source": "Please tell", "kind": "question", "save": "1"})
        assert Draft.objects.filter(user=world[who]).exists()
        answer = client.post(told, {"answered_by": solved.pk, "title": TITLE}, follow=True)
        assert answer.redirect_chain[-1][0] == solved.get_absolute_url()
        assert f"{people} found an answer here before asking" in answer.text
        assert not Draft.objects.filter(user=world[who]).exists()
    assert Thread.objects.filter(title=TITLE).count() == 0
    assert Activity.objects.filter(kind="thread.helped", subject_id=solved.pk).count() == 2


@pytest.mark.parametrize("number", ["", "x", "0", "987654321", "9" * 30, "hidden"])
def test_a_thread_that_one_may_not_read_answers_nothing(world, client, asked, number):
    world.login(client, "mem")
    client.post(reverse("threads:compose", args=[world.opioid.slug]), {"title": TITLE, "source": "x", "save": "1"})
    number = asked["hidden"].pk if number == "hidden" else number
    url = reverse("threads:answered_before", args=[world.opioid.slug])
    assert client.post(url, {"answered_by": number}).status_code == 404
    assert Draft.objects.filter(user=world.mem).exists()
    assert not Activity.objects.filter(kind="thread.helped").exists()


@pytest.mark.parametrize(("who", "status"), [("mem", 200), ("cy", 404), ("visitor", 302)])
def test_only_who_may_write_there_is_told(world, client, asked, who, status):
    world.login(client, who)
    url = reverse("threads:similar", args=[world.opioid.slug])
    assert client.get(url, {"title": TITLE}).status_code == status
