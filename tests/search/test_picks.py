"""Results that editors pick or leave out: for whom, for how long, counted right, and never a way around the gates."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from forum.threads import actions as threads
from forum.threads.models import Thread
from search import actions
from search.finder import find
from search.models import Pick, Synonyms
from search.suggest import picked_like
from tests.search.made import started

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def site(world, drain):
    started(
        world,
        ("mem", "fleet", "Winter tyres for pool cars", "When do we change tyres?"),
        ("mem", "fleet", "Tyres and chains", "Which winter chains?"),
        ("mia", "roads", "Road salt in the winter", "Where is it kept?"),
        ("mia", "narcotics", "Night of the tyres", "Winter."),
    )
    drain()
    return world


def pick(world, phrase, title, who="dee", **words):
    thread = Thread.objects.get(title__startswith=title)
    words = {"kind": "thread", "key": thread.pk, "group": f"t-{thread.pk}", **words}
    return actions.keep(viewer=world.viewer(who), row=Pick(), phrase=phrase, **words)


def titles(viewer, text, **more):
    return [result.best.facts.heading for result in find(viewer, text, tab="threads", **more).results]


def test_a_pick_comes_first_once_and_is_counted_once(site, client):
    viewer = site.viewer("mem")
    assert titles(viewer, "winter tyres")[0] == "Winter tyres for pool cars"
    before = find(viewer, "winter tyres", has_facets=True)
    pick(site, "tyre winter", "Tyres and chains")
    pick(site, "Winter tyres", "Road salt")
    assert titles(viewer, "winter tyres") == [
        "Tyres and chains", "Road salt in the winter", "Winter tyres for pool cars",
    ]  # fmt: skip
    after = find(viewer, "winter tyres", has_facets=True)
    assert (after.total, after.facets["in"]) == (before.total, before.facets["in"])
    page = site.login(client, "mem").get(reverse("search:results"), {"q": "winter tyres"})
    assert page.text.count("Picked by editors") == 2
    # Other words, and an order of the reader's own, are not that phrase.
    for other in ("winter tyres chains", "winter -tyres", "winter tyres sort:new", "winter tyres from:mem", "winter*"):
        assert not any(result.is_picked for result in find(viewer, other).results), other
    pick(site, "zebra", "Road salt")
    assert find(viewer, "zebra").total == 1


def test_what_is_left_out_is_neither_found_nor_counted_for_that_phrase_alone(site):
    viewer = site.viewer("mem")
    pick(site, "winter tyres", "Tyres and chains", is_excluded=True)
    found = find(viewer, "winter tyres", has_facets=True)
    assert titles(viewer, "winter tyres") == ["Winter tyres for pool cars", "Road salt in the winter"]
    assert (found.counts["threads"], found.facets["in"][str(site.fleet.pk)]) == (2, 1)
    assert titles(viewer, "winter tyres in:fleet-managers") == ["Winter tyres for pool cars"]
    assert "Tyres and chains" in titles(viewer, "tyres")


def test_a_pick_holds_for_its_days_and_its_people(site, settings):
    today = localdate()
    for limit, who in (
        ({"starts_on": today + timedelta(days=1)}, set()),
        ({"ends_on": today - timedelta(days=1)}, set()),
        ({"starts_on": today, "ends_on": today}, {"mem", "mia", "visitor"}),
        ({"community": site.fleet}, {"mem", "mia"}),
        ({"agency": site.easton}, {"mem"}),
        ({"language": "es"}, set()),
    ):
        row = pick(site, "zebra", "Road salt", **limit)
        assert {one for one in ("mem", "mia", "visitor") if find(site.viewer(one), "zebra").total} == who, limit
        actions.drop(viewer=site.viewer("dee"), row=row)


def test_a_pick_shows_nobody_what_they_may_not_read(site, client, drain):
    pick(site, "zebra", "Night of the tyres", who="dee")
    for who, seen in (("bo", 1), ("mem", 0), ("cy", 0), ("gus", 0), ("visitor", 0), ("dee", 0)):
        assert find(site.viewer(who), "zebra", has_facets=True).total == seen, who
        assert len(picked_like(site.viewer(who), "zeb")) == seen, who
    # What becomes private is gone at once, before the index has heard of it.
    pick(site, "zebra", "Road salt")
    assert find(site.viewer("visitor"), "zebra").total == 1
    thread = Thread.objects.get(title__startswith="Road salt")
    threads.hide_thread(viewer=site.viewer("mia"), thread=thread, reason="Spam.")
    for _moment in ("before the index follows", "after"):
        assert find(site.viewer("visitor"), "zebra").total == 0
        assert picked_like(site.viewer("visitor"), "zeb") == []
        drain()


def test_picks_are_offered_while_one_types_and_hold_for_words_alike(site, client):
    pick(site, "slippery roads", "Road salt")
    site.login(client, "cy")
    offered = client.get(reverse("search:suggest"), {"q": "slip"}).json()["suggestions"]
    assert [(one["label"], one["kind"]) for one in offered] == [("Road salt in the winter", "Picked by editors")]
    actions.keep(viewer=site.viewer("dee"), row=Synonyms(), terms=["glaze", "winter"])
    pick(site, "winter", "Winter tyres")
    assert find(site.viewer("cy"), "glaze").results[0].is_picked
