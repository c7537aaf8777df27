"""What saved searches find is told to their person: what has all the words, once, and as that person may read then."""

import uuid
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from communities import actions
from communities.actions import memberships
from communities.models import Membership
from forum.chat import actions as chat
from forum.chat.models import Channel
from forum.notices import found
from forum.notices.models import Bell, Notice
from forum.threads import actions as threads
from forum.threads.models import Thread
from search import alerts, saved
from search.documents import source_of
from search.finder import finds
from search.models import Arrival, Candidate, SavedSearch
from tests.home import made

pytestmark = pytest.mark.usefixtures("index")

AT_ONCE, DAILY = "at-once", "daily"


@pytest.fixture
def keep(world):
    """Saves a search of somebody."""

    def keep(who, text, alert=AT_ONCE, tab="", name=""):
        return saved.save(viewer=world.viewer(who), name=name or text[:80], text=text, tab=tab, alert=alert)

    return keep


@pytest.fixture
def say(world, drain):
    """Starts a thread, lets the index follow, and runs the clock's job."""

    def say(source, title="Notes", who="mia", place="fleet", tags=()):
        viewer, community = world.viewer(who), world[place]
        thread = threads.start_thread(viewer=viewer, community=community, title=title, source=source, tags=tags)
        tell(drain)
        return thread

    return say


def tell(drain):
    drain()
    found.tell()
    drain()


def told(user):
    notices = Notice.objects.filter(user=user, kind=Notice.Kind.FOUND).order_by("pk")
    return [notice.saved.name for notice in notices]


def test_what_is_new_and_has_all_the_words_is_told_once(world, client, keep, say, drain):
    search = keep("cy", "winter tyres", name="Tyres")
    say("We change tyres in May.")
    thread = say("Which tyre for the winters?", title="Vans")
    assert told(world.cy) == ["Tyres"]
    notice = Notice.objects.get(user=world.cy)
    page = world.login(client, "cy").get(reverse("notices:list")).text
    assert "wrote what your search “Tyres” finds" in page
    assert client.get(reverse("notices:open", args=[notice.pk]))["Location"] == thread.posts.get().get_absolute_url()
    threads.edit(viewer=world.viewer("mia"), post=thread.posts.get(), source="Which winter tyres at all?")
    for _ in range(2):
        tell(drain)
    assert told(world.cy) == ["Tyres"]
    threads.reply(viewer=world.viewer("ana"), thread=thread, source="Winter tyres with studs.")
    tell(drain)
    assert told(world.cy) == ["Tyres", "Tyres"]
    saved.delete(search=search)
    say("Winter tyres again.")
    assert Notice.objects.filter(user=world.cy).count() == 2
    assert "wrote what a search of yours finds" in client.get(reverse("notices:list"), {"show": "all"}).text
    assert not Arrival.objects.exists()
    assert not Candidate.objects.exists()


LANGUAGE = [
    ("studying", True),
    ("study", True),
    ("educacion", True),
    ("RFP-2026-114", True),
    ("rfp 114", True),
    ('"studies over"', True),
    ('"study over"', False),
    ("title:notice studies", True),
    ("title:studies", False),
    ("stu*", True),
    ("studies -studs", False),
    ("snow OR studies", True),
    ("tag:air", True),
    ("tag:sea", False),
    ("in:fleet-managers", True),
    ("in:road-safety studies", False),
    ("from:mia-lindqvist", True),
    ("from:me", False),
    ("is:unread -in:road-safety", False),
    ("type:chat studies", False),
    ("type:thread studies", True),
    ("the of and", False),
    ("after:2020 studies", True),
    ("before:2020 studies", False),
]


def test_every_part_of_the_language_is_asked(world, keep, say):
    for text, _is_found in LANGUAGE:
        keep("cy", text, DAILY)
    thread = say("RFP-2026-114: it studies over with studs, educación.", title="Notice", tags=["air"])
    (document,) = source_of("thread").rows([thread.pk])
    answers = [(text, finds(world.viewer("cy"), text, document)) for text, _is_found in LANGUAGE]
    assert answers == LANGUAGE
    # The first look may take too many, and never too few.
    taken = set(Candidate.objects.values_list("saved__text", flat=True))
    assert {text for text, is_found in LANGUAGE if is_found} <= taken < {text for text, _is_found in LANGUAGE}


def test_chat_files_and_papers_are_told_too(world, keep, say, drain):
    chat.open_first_channels()
    keep("mem", "leakword", name="Mine")
    channel = Channel.objects.get(community=world.opioid)
    chat.say(viewer=world.viewer("mia"), channel=channel, source="A leakword said.", client_id=uuid.uuid4())
    tell(drain)
    assert told(world.mem) == ["Mine"]
    keep("mem", "leakword", tab="papers", name="Papers")
    made.out(world.bo, world.mia, made.place(world, world.opioid), title="Leakword in patrol vehicles")
    tell(drain)
    assert len(told(world.mem)) == 2


def test_a_daily_search_waits_for_the_morning_of_its_person_and_asks_then(world, keep, say, drain, monkeypatch):
    for who in ("cy", "mem"):
        keep(who, "winter tyres", DAILY)
    keep("gus", "winter tyres", DAILY)
    say("Winter tyres.", place="roads")
    assert told(world.cy) == []
    due = set(Candidate.objects.values_list("due_at", flat=True))
    assert {at.astimezone(ZoneInfo(world.cy.time_zone)).time() for at in due} == {alerts.MORNING}
    actions.deactivate(viewer=world.viewer("olu"), user=world.mem)
    monkeypatch.setattr(alerts, "now", lambda: max(due))
    tell(drain)
    assert told(world.cy) == told(world.gus) == ["winter tyres"]
    assert told(world.mem) == []


def leave(world):
    actions.leave(viewer=world.viewer("mem"), community=world.opioid)


def ban(world):
    membership = Membership.objects.current().get(user=world.mem, community=world.opioid)
    actions.remove_member(viewer=world.viewer("bo"), membership=membership, for_good=True)


def deactivate(world):
    actions.deactivate(viewer=world.viewer("olu"), user=world.mem)


def hide(world):
    threads.hide_thread(viewer=world.viewer("bo"), thread=Thread.objects.get(title="Secret"), reason="Spam.")


def mute(world):
    memberships.set_level(viewer=world.viewer("mem"), community=world.opioid, level="muted")


@pytest.mark.parametrize("change", [leave, ban, deactivate, hide, mute], ids=lambda change: change.__name__)
@pytest.mark.parametrize("has_followed", [False, True])
def test_nothing_is_told_to_who_may_not_read_it_when_it_is_told(world, keep, drain, change, has_followed):
    for who in ("mem", "cy", "gus"):
        keep(who, "leakword")
    for who in ("mem", "gus"):
        # Who follows the community is told of the thread anyway.
        memberships.set_level(viewer=world.viewer(who), community=world.opioid, level="mentions")
    threads.start_thread(viewer=world.viewer("mia"), community=world.opioid, title="Secret", source="A leakword.")
    drain()
    change(world)
    if has_followed:
        drain()
    found.tell()
    drain()
    assert told(world.mem) == told(world.cy) == []
    assert not [one for one in mail.outbox if world.mem.email in one.to]
    assert told(world.gus) == ([] if change is hide else ["leakword"])


def test_it_comes_by_mail_unless_that_is_switched_off(world, client, keep, say):
    keep("cy", "winter tyres", name="Tyres")
    say("Winter tyres.")
    (sent,) = [one for one in mail.outbox if one.to == [world.cy.email]]
    assert "Your saved search “Tyres” found something new" in sent.body
    assert "because you saved a search" in sent.body
    link = sent.extra_headers["List-Unsubscribe"].strip("<>").partition(":8000")[2]
    client.post(link)
    assert Bell.objects.get(user=world.cy).mails_found is False
    say("More winter tyres.")
    assert len([one for one in mail.outbox if one.to == [world.cy.email]]) == 1
    assert len(told(world.cy)) == 2
    assert 'name="mails_found"' in world.login(client, "cy").get(reverse("notices:settings")).text


def test_my_own_words_and_what_i_was_told_already_are_not_told(world, keep, say, drain):
    keep("mem", "winter tyres")
    memberships.set_level(viewer=world.viewer("mem"), community=world.fleet, level="watching")
    say("Winter tyres.", who="mem", place="fleet")
    thread = say("Winter tyres for all.")
    threads.reply(viewer=world.viewer("mia"), thread=thread, source="Winter tyres again.")
    tell(drain)
    assert told(world.mem) == []
    assert Notice.objects.filter(user=world.mem).count() == 2


def test_two_searches_that_find_the_same_tell_once(world, keep, say):
    keep("cy", "winter tyres")
    keep("cy", "tyres")
    say("Winter tyres.")
    assert len(told(world.cy)) == 1


def statements(act):
    with CaptureQueriesContext(connection) as asked:
        act()
    return len(asked)


def test_a_thousand_searches_make_neither_posting_nor_the_index_dearer(world, drain, keep):
    def write():
        viewer = world.viewer("mia")
        threads.start_thread(viewer=viewer, community=world.fleet, title="Vans", source="Which vans?")

    def needs(number):
        return alerts.needs_of(world.viewer("cy"), f"winter tyres word{number}")

    keep("ana", "winter tyres")
    write()
    drain()
    found.tell()
    posting, index, telling = statements(write), statements(drain), statements(found.tell)
    rows = [
        SavedSearch(user=world.cy, name=f"n{n}", text=f"winter tyres word{n}", alert=AT_ONCE, needs=needs(n))
        for n in range(1_000)
    ]
    SavedSearch.objects.bulk_create(rows)
    assert (statements(write), statements(drain), statements(found.tell)) == (posting, index, telling)


def test_what_waits_for_one_search_is_bounded(world, keep, drain, monkeypatch):
    monkeypatch.setattr(alerts, "WAITING_AT_MOST", 2)
    keep("cy", "winter", DAILY)
    for number in range(4):
        threads.start_thread(
            viewer=world.viewer("mia"), community=world.fleet, title=f"Winter {number}", source="Cold."
        )
    drain()
    found.tell()
    assert Candidate.objects.count() == 2


def test_nothing_is_noted_while_nobody_wants_to_be_told(world, keep, drain):
    keep("cy", "winter", "never")
    threads.start_thread(viewer=world.viewer("mia"), community=world.fleet, title="Winter", source="Cold.")
    drain()
    assert not Arrival.objects.exists()
