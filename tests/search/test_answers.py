"""Whatever somebody asks, the index answers."""

from search.engines.base import Question, Scope
from search.lang import parse
from search.lang.resolving import resolve

from .asked import generated


def test_queries_of_all_kinds_are_answered(world, index):
    tabs = {"people": frozenset({"person"}), "communities": frozenset({"community"})}
    viewer = world.viewer("bo")
    for number, text in enumerate(generated(1_000, seed=2)):
        sought = resolve(parse(text), viewer).sought
        scope = Scope(viewer.names, frozenset({"c-1", "staff"}) if number % 7 == 0 else None)
        ranking = index.rank(Question(sought, scope, tabs, has_facets=True))
        index.excerpts(sought, [key for row in ranking.rows[:3] for key in row.keys])
