"""Nobody finds or counts what is not theirs: roles × kinds × changes, before and after the index has followed."""

import uuid
from collections import Counter

import pytest

from communities import actions as communities_actions
from communities.actions.memberships import set_level
from communities.models import Community, Membership, User
from forum.chat import actions as chat_actions
from forum.chat.models import Channel
from forum.notices import found as found_alerts
from forum.notices.models import Notice
from forum.threads import actions as thread_actions
from forum.threads.file_words import READER
from forum.threads.models import FileReading, Post, Thread
from home.models import EditionPage
from search import recents, saved
from search.documents import sources
from search.facets import facets_of
from search.finder import find, tabs
from search.models import GuidanceVersion, Pick, Synonyms
from search.recents import recents_of
from search.similar import similar
from search.suggest import picked_like, suggestions, tags_like
from tests.home import made
from tests.search.made import text_file
from tests.world import PEOPLE

pytestmark = pytest.mark.usefixtures("index")

ROLES = [*PEOPLE, "visitor"]
# Those whom some change below touches: a member, a guest, a moderator, staff of no community, nobody in particular.
TOUCHED = ("mem", "gus", "bo", "cy", "visitor")
TELLABLE = tuple(role for role in TOUCHED if role != "visitor")
PLACES = ("opioid", "fleet", "roads", "named", "narcotics")
# Every community, person, thread, post and message of this test has one of these words.
ASKED = (
    "leakword opioid fleet road border narcotics reyes brooks larsen lindqvist young park marlow adeyemi moore quist"
)


@pytest.fixture
def site(world, drain):
    """A thread with replies, a file and two messages in every community, and a paper of one, all indexed."""
    chat_actions.open_first_channels()
    for place in PLACES:
        owner, community = world.viewer("mia"), world[place]
        thread = thread_actions.start_thread(
            viewer=owner, community=community, title=f"Leakword of {place}", source="The leakword opens.",
            tags=[f"leaktag-{place}"],
        )  # fmt: skip
        for words in ("A leakword answers.", "Another leakword."):
            thread_actions.reply(viewer=owner, thread=thread, source=words)
        channel = Channel.objects.get(community=community)
        for words in ("leakword said", "leakword again"):
            chat_actions.say(viewer=owner, channel=channel, source=words, client_id=uuid.uuid4())
        attached = text_file(f"A file of {place} with a leakword.", f"{place}.txt")
        file = thread_actions.attach(viewer=owner, community=community, upload=attached)
        thread_actions.reply(viewer=owner, thread=thread, source="See the leakword file.", files=[file])
    for role in TELLABLE:
        # What each is told of: opening posts, and lines of chat.
        for text in ('"leakword opens"', '"leakword said"'):
            saved.save(viewer=world.viewer(role), name=text, text=text, tab="", alert="at-once")
        for one in Membership.objects.current().filter(user=world[role].pk).select_related("community"):
            # Who follows a community is told of its threads anyway.
            set_level(viewer=world.viewer(role), community=one.community, level="mentions")
        recents.note(world.viewer(role), f"secret of {role}")
    while FileReading.objects.filter(read_at=None).exists():
        READER.read_on(seconds=10)
    made.out(world.bo, world.mia, made.place(world, world.opioid), title="Leakword in patrol vehicles")
    for thread in Thread.objects.filter(community__in=[world.narcotics, world.roads, world.opioid]):
        Pick.objects.create(phrase="pickword", kind="thread", key=thread.pk, group=f"t-{thread.pk}")
    Synonyms.objects.create(terms=["kinword", *(f"Leakword of {place}" for place in PLACES)])
    GuidanceVersion.renew()
    drain()
    return world


def visible(viewer):
    """What `viewer` may find, by the database alone: keys, and how many rows each tab would have."""
    keys, rows = set(), Counter()
    for source in sources():
        ids = source.visible_to(viewer).values_list("pk", flat=True)
        documents = list(source.rows(list(ids)))
        keys |= {document.key for document in documents}
        # The footer's pages have none of the words.
        documents = [document for document in documents if document.kind != "news"]
        rows.update({(source.tab, document.group or document.key) for document in documents})
    return keys, Counter(tab for tab, _group in rows)


def leaks(viewer, *looked_at):
    """What `viewer` is shown or told of beyond that, in the tabs given or in the one of everything."""
    may_see, rows = visible(viewer)
    beyond = []
    for tab in looked_at or ("",):
        found = find(viewer, ASKED, tab=tab, per_page=500, has_facets=True, is_literal=True)
        shown = [item for result in found.results for item in (result.best, *result.others)]
        beyond += [item.document.key for item in shown if item.document.key not in may_see]
        beyond += [(tab, kind, count) for kind, count in found.counts.items() if count > rows[kind]]
        beyond += [(tab, "rows", len(found.results))] if len(found.results) > found.shown else []
        beyond += [(tab, "facet", *value) for value in facets_beyond(viewer, found)]
    suggested = {
        result.best.document.key for word in ("leakword", "narc", "ree") for result in suggestions(viewer, word)
    }
    alike = similar(viewer, "Leakword of narcotics", "The leakword opens roads, fleet and opioid.")
    suggested |= {result.best.document.key for result in alike}
    tags = {f"leaktag-{place}" for place in PLACES}
    tags -= {tag for thread in Thread.objects.visible_to(viewer) for tag in thread.tags}
    beyond += [("tag", tag) for tag in tags_like(viewer, "leaktag") if tag in tags]
    beyond += [("recent", text) for text in recents_of(viewer) if not text.endswith(f" {role_of(viewer)}")]
    repaired = find(viewer, "nacrotics leakwrod")
    shown = {result.best.document.key for result in repaired.results}
    return [
        *beyond,
        *guided_beyond(viewer, may_see),
        *((key, "suggested, similar or repaired") for key in (suggested | shown) - may_see),
    ]


def guided_beyond(viewer, may_see):
    """Picks that are shown, offered or counted, and added words that are named, without being the viewer's."""
    picked, alike = find(viewer, "pickword"), find(viewer, "kinword")
    results = [*picked.results, *alike.results, *picked_like(viewer, "pickw")]
    yield from ((key, "guided") for key in {result.best.document.key for result in results} - may_see)
    own = [pick for pick in Pick.objects.all() if (pick.kind, pick.key) in may_see]
    if picked.total > len(own):
        yield "picks", picked.total, len(own)
    titles = set(Thread.objects.visible_to(viewer).values_list("title", flat=True))
    yield from (("named", word) for one in alike.added for word in one.words if word not in titles)


def role_of(viewer):
    return next(
        (role for role, (name, *_rest) in PEOPLE.items() if viewer.user and viewer.user.name == name), "visitor"
    )


def told_beyond(world):
    """What the notices of saved searches name to people who may not know it now."""
    for role in TELLABLE:
        may_see, _rows = visible(world.viewer(role))
        for notice in Notice.objects.filter(user=world[role].pk, kind=Notice.Kind.FOUND).select_related("post"):
            key = ("message", notice.message_id) if notice.message_id else ("thread", notice.post.thread_id)
            if key not in may_see:
                yield role, *key


def facets_beyond(viewer, found):
    """Communities and people in the facets that the viewer may not know, and counts above the rows there are."""
    known = {
        "in": set(Community.objects.known_to(viewer).values_list("slug", flat=True)),
        "from": set(User.objects.visible_to(viewer).values_list("handle", flat=True)),
    }
    for facet in facets_of(found.query, viewer, found.facets):
        for choice in facet.choices:
            if choice.value not in known.get(facet.name, {choice.value}) or (choice.count or 0) > found.shown:
                yield facet.name, choice.value, choice.count


def leave(world):
    communities_actions.leave(viewer=world.viewer("mem"), community=world.opioid)


def ban(world):
    membership = Membership.objects.current().get(user=world.gus, community=world.opioid)
    communities_actions.remove_member(viewer=world.viewer("bo"), membership=membership, for_good=True)


def hide_post(world):
    post = Post.objects.get(thread__community=world.roads, number=2)
    thread_actions.hide_post(viewer=world.viewer("mia"), post=post, reason="A name in it.")


def remove_post(world):
    thread_actions.remove(viewer=world.viewer("mia"), post=Post.objects.get(thread__community=world.fleet, number=3))


def hide_thread(world):
    thread = Thread.objects.get(community=world.roads)
    thread_actions.hide_thread(viewer=world.viewer("mia"), thread=thread, reason="Spam.")


def move_thread(world):
    thread = Thread.objects.get(community=world.roads)
    thread_actions.move_thread(viewer=world.viewer("mia"), thread=thread, community=world.narcotics)


def hide_post_with_file(world):
    post = Post.objects.get(thread__community=world.roads, number=4)
    thread_actions.hide_post(viewer=world.viewer("mia"), post=post, reason="A name in its file.")


def take_file_away(world):
    post = Post.objects.get(thread__community=world.fleet, number=4)
    thread_actions.remove(viewer=world.viewer("mia"), post=post)


def remove_message(world):
    message = Channel.objects.get(community=world.fleet).messages.first()
    chat_actions.remove(viewer=world.viewer("mia"), message=message)


def unpublish_paper(world):
    EditionPage.objects.get().unpublish(user=None)


def open_and_close_channel(world):
    channel = Channel.objects.get(community=world.roads)
    for is_open in (True, False):
        chat_actions.change_channel(
            viewer=world.viewer("mia"), channel=channel, name="general", purpose="", is_open=is_open
        )


def close_community(world):
    communities_actions.change_community(viewer=world.viewer("mia"), community=world.roads, visibility="hidden")


def open_community(world):
    communities_actions.change_community(viewer=world.viewer("mia"), community=world.opioid, visibility="public")


def deactivate(world):
    communities_actions.deactivate(viewer=world.viewer("olu"), user=world.mem)


CHANGES = [
    leave, ban, hide_post, remove_post, hide_thread, move_thread, remove_message,
    hide_post_with_file, take_file_away, unpublish_paper,
    open_and_close_channel, close_community, open_community, deactivate,
]  # fmt: skip


def test_everybody_finds_all_that_is_theirs_and_nothing_else(site):
    for role in ROLES:
        viewer = site.viewer(role)
        _keys, rows = visible(viewer)
        assert leaks(viewer, *tabs()) == [], role
        # And of what editors picked and called the same each finds all that is theirs.
        threads = Thread.objects.visible_to(viewer).filter(title__startswith="Leakword of")
        assert find(viewer, "kinword").counts["threads"] == threads.count(), role
        assert len(picked_like(viewer, "pickw")) == min(
            2, threads.exclude(community__in=[site.fleet, site.named]).count()
        )
        assert {tab: n for tab, n in find(viewer, ASKED, is_literal=True).counts.items() if n} == dict(rows), role


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_leaves_nothing_to_find(site, drain, change):
    change(site)
    found_alerts.tell()
    assert Notice.objects.filter(kind=Notice.Kind.FOUND).exists()
    for moment in ("before the index follows", "after"):
        cells = {role: leaks(site.viewer(role)) for role in TOUCHED}
        assert {role: beyond for role, beyond in cells.items() if beyond} == {}, moment
        assert list(told_beyond(site)) == [], moment
        drain()
    # And nothing too much is kept back.
    for role in ("mem", "bo", "visitor"):
        viewer = site.viewer(role)
        assert {tab: n for tab, n in find(viewer, ASKED, is_literal=True).counts.items() if n} == dict(
            visible(viewer)[1]
        ), role
