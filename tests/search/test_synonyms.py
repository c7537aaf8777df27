"""Words that editors call the same: added when somebody asks, told, left out on wish, and never a betrayal."""

import pytest
from django.urls import reverse

from forum.threads import actions as starting
from search import actions
from search.finder import find
from search.models import GuidanceVersion, Synonyms
from tests.search.made import started

pytestmark = pytest.mark.usefixtures("index")


@pytest.fixture
def site(world, drain):
    started(
        world,
        ("mem", "fleet", "Food stamps at the counter", "How do we explain it?"),
        ("mia", "roads", "SNAP outreach", "Leaflets in two languages."),
        ("mia", "roads", "Emergency operations center", "Who staffs it at night?"),
        ("mia", "narcotics", "Nightfall begins", "Operation Nightfall is on."),
    )
    drain()
    return world


def alike(world, *terms, who="dee", **words):
    return actions.keep(viewer=world.viewer(who), row=Synonyms(), terms=list(terms), **words)


def titles(viewer, text, **more):
    return [result.best.facts.heading for result in find(viewer, text, tab="threads", **more).results]


def test_what_means_the_same_is_found_and_told_with_a_way_to_the_very_words(site, client):
    viewer = site.viewer("mem")
    assert titles(viewer, "snap") == ["SNAP outreach"]
    alike(site, "SNAP", "food stamps", "Supplemental Nutrition Assistance Program")
    assert set(titles(viewer, "snap")) == set(titles(viewer, "Food-Stamp")) == {
        "SNAP outreach", "Food stamps at the counter",
    }  # fmt: skip
    page = site.login(client, "mem").get(reverse("search:results"), {"q": "snap"})
    assert "With “snap” this also looks for" in page.text
    assert "<b>food stamps</b>" in page.text
    assert "Assistance Program" not in page.text  # Nobody wrote that.
    assert "<mark>Food" in page.text
    literal = client.get(reverse("search:results"), {"q": "snap", "literal": "1"})
    assert [result.best.facts.heading for result in literal.context["found"].results] == ["SNAP outreach"]
    assert "also looks for" not in literal.text
    for very in ('"snap"', "snap*", "title:snap"):
        assert "Food stamps at the counter" not in titles(viewer, very), very


def test_the_counts_beside_a_chosen_facet_are_of_the_same_search(site):
    alike(site, "SNAP", "food stamps")
    found = find(site.viewer("mem"), "snap in:road-safety", has_facets=True)
    assert found.shown == 1
    assert found.facets["in"] == {str(site.roads.pk): 1, str(site.fleet.pk): 1}


def test_a_word_that_i_can_read_nowhere_is_not_named_to_me(site):
    alike(site, "narc ops", "Operation Nightfall")
    for who, added in (("bo", ("Operation Nightfall",)), ("mem", None), ("visitor", None)):
        found = find(site.viewer(who), "narc ops")
        assert [one.words for one in found.added] == ([added] if added else []), who
        assert found.total == bool(added), who


def test_words_alike_may_hold_for_some_only(site, settings):
    for limit in ({"community": site.fleet}, {"agency": site.easton}, {"language": "es"}):
        row = alike(site, "eoc", "emergency operations center", **limit)
        limited = {who: bool(titles(site.viewer(who), "eoc")) for who in ("mem", "mia", "bo", "visitor")}
        here = {"community": {"mem", "mia"}, "agency": {"mem"}, "language": set()}[next(iter(limit))]
        assert {who for who, found in limited.items() if found} == here, limit
        actions.drop(viewer=site.viewer("dee"), row=row)
    row = alike(site, "eoc", "emergency operations center", community=site.roads)
    assert titles(site.viewer("visitor"), "eoc in:road-safety") == ["Emergency operations center"]
    assert titles(site.viewer("visitor"), "eoc") == []
    actions.drop(viewer=site.viewer("dee"), row=row)


def test_only_editors_keep_words_and_those_of_an_agency_only_for_it(site):
    from django.core.exceptions import PermissionDenied

    for who in ("mem", "mia", "olu"):
        with pytest.raises(PermissionDenied):
            alike(site, "a", "b", who=who)
    site.ada.appointments.create(kind="editor", agency=site.easton)
    assert alike(site, "eoc", "emergency operations center", who="ada", agency=site.easton).pk
    with pytest.raises(PermissionDenied):
        alike(site, "eoc", "emergency operations center", who="ada")


def test_a_repaired_word_finds_what_editors_say_it_means(world, drain):
    for title in ("Naloxone kit", "Narcan pouch"):
        starting.start_thread(viewer=world.viewer("mem"), community=world.fleet, title=title, source="In the trunk.")
    Synonyms.objects.create(terms=["naloxone", "narcan"])
    GuidanceVersion.renew()
    drain()
    found = find(world.viewer("mem"), "nalxoone")
    assert found.repair.words == {"nalxoone": "naloxone"}
    assert {str(one.best.facts.heading) for one in found.results} == {"Naloxone kit", "Narcan pouch"}
    assert [one.words for one in found.added] == [("narcan",)]
    assert find(world.viewer("mem"), "nalxoone", is_literal=True).total == 0
