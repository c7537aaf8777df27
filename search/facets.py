"""Facets: what the results could be narrowed by, with counts that leave out a facet's own choice.

A value that the viewer may not know is not there, whatever the index counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communities.models import Agency, Community, User
from communities.prepared import Prepared
from communities.viewer import Viewer, holding

from .engines.base import Engine, Question, Ranking
from .lang import Query
from .lang.resolving import resolve

SHOWN = 8  # Values of a facet, beside those that are chosen.
NOWHERE = 0  # No community's number: a query with an empty list would have another shape.
_DATED = ("before", "after", "on")
_FLAGS = {"is": "solved", "has": "file"}
# Which operators choose in a facet.
_OWN = {name: (name,) for name in ("in", "agency", "from", "tag", *_FLAGS)} | {"written": _DATED}
_SINCE = {
    "week": (7, gettext_lazy("Past week")),
    "month": (31, gettext_lazy("Past month")),
    "year": (366, gettext_lazy("Past year")),
}


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int | None
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """`name` is the operator that a choice writes; a facet `is_single` when one choice rules out the others."""

    name: str
    title: str
    choices: Sequence[Choice]
    is_single: bool = False


Counts = Mapping[str, Mapping[str, int]]


def counts_of(engine: Engine, question: Question, query: Query, viewer: Viewer, ranking: Ranking) -> Counts:
    """The counts of all facets: those with a choice of their own are counted again without it."""
    counted: dict[str, Mapping[str, int]] = dict(ranking.facets)
    for key, names in _OWN.items():
        own = [part for name in names for part in query.filters(name) if key not in _FLAGS or part.value == _FLAGS[key]]
        if own:
            others = replace(query, parts=tuple(part for part in query.parts if part not in own))
            # Only filters were taken out: the words stay as they were repaired and added to.
            sought = replace(resolve(others, viewer).sought, words=question.sought.words, kin=question.sought.kin)
            counted[key] = _again(engine, replace(question, sought=sought), others).get(key, {})
    return counted


def _again(engine: Engine, question: Question, query: Query) -> Counts:
    # Without its only choice a query may ask for nothing: then there is nothing to count either.
    return engine.rank(question).facets if query.is_answerable else {}


def facets_of(query: Query, viewer: Viewer, counts: Counts) -> list[Facet]:
    """The facets that the page shows. Three queries for the names."""
    facets = [
        Facet("in", _("Community"), _named(query, "in", _communities(viewer, counts.get("in", {})))),
        Facet("agency", _("Agency of the author"), _named(query, "agency", _agencies(counts.get("agency", {})))),
        Facet("from", _("Written by"), _named(query, "from", _people(viewer, counts.get("from", {})))),
        Facet("tag", _("Tag"), _named(query, "tag", [(tag, tag, n) for tag, n in counts.get("tag", {}).items()])),
        Facet("after", _("Written"), _dates(query, counts.get("written", {})), is_single=True),
        Facet("is", _("Only with"), [_flag(query, "is", "solved", _("an accepted answer"), counts)]),
        Facet("has", "", [_flag(query, "has", "file", _("a file"), counts)]),
    ]
    return [facet for facet in facets if any(choice.count or choice.is_chosen for choice in facet.choices)]


def rest_of(query: Query) -> str:
    """The query without what the form of facets asks again."""
    asked = [part for name in ("in", "agency", "from", "tag", "after") for part in query.filters(name)]
    asked += [part for name, value in _FLAGS.items() for part in query.filters(name) if part.value == value]
    return query.without(*asked)


def _named(query: Query, name: str, found: Iterable[tuple[str, str, int]]) -> list[Choice]:
    """The commonest values, and those that are chosen, even where nothing is found with them."""
    values = {part.value.casefold(): part.value for part in query.filters(name)}
    choices = []
    for value, label, count in found:
        typed = values.pop(value.casefold(), None) or values.pop(label.casefold(), None)
        if typed or len(choices) < SHOWN:
            choices.append(Choice(typed or value, label, count, bool(typed)))
    return [*choices, *(Choice(value, value, None, True) for value in values.values())]


def _communities(viewer: Viewer, counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    ids = tuple(int(pk) for pk in list(counts)[:100])
    known = _known(names=viewer.sorted_names, ids=ids) if ids else ()
    return _sorted((slug, name, counts[str(pk)]) for pk, slug, name in known)


_known: Prepared[tuple[int, str, str]] = Prepared(
    lambda names, ids: Community.objects.known_to(holding(names)).filter(pk__in=ids).values_list("pk", "slug", "name")
)


def _people(viewer: Viewer, counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    ids = tuple(int(pk) for pk in list(counts)[:50])
    if not ids or viewer.is_visitor:
        return []
    places = tuple(viewer.roles) or (NOWHERE,)
    seen = _seen(viewer.is_staff, person=viewer.id, communities=places, at=now(), ids=ids)
    return _sorted((handle, name, counts[str(pk)]) for pk, handle, name in seen)


def _people_in_sight(
    is_staff: bool, person: int, communities: tuple[int, ...], at: datetime, ids: tuple[int, ...]
) -> QuerySet:
    seen = User.objects.in_sight_of(is_staff, person, communities, at)
    return seen.filter(pk__in=ids).values_list("pk", "handle", "name")


_seen: Prepared[tuple[int, str, str]] = Prepared(_people_in_sight)


def _agencies(counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    some = dict(list(counts.items())[:50])
    names = {slugify(name): name for (name,) in _called(slugs=tuple(some))} if some else {}
    return [(slug, names.get(slug, slug.replace("-", " ").title()), count) for slug, count in some.items()]


_called: Prepared[tuple[str]] = Prepared(
    lambda slugs: Agency.objects.filter(slug__in=slugs).order_by().values_list("name")
)


def _sorted(found: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    return sorted(found, key=lambda one: (-one[2], one[1]))


def _dates(query: Query, counts: Mapping[str, int]) -> list[Choice]:
    chosen = {part.value for name in _DATED for part in query.filters(name)}
    choices = [Choice("", _("Any time"), None, not chosen)]
    for name, (days, label) in _SINCE.items():
        day = (localdate() - timedelta(days=days)).isoformat()
        choices.append(Choice(day, str(label), counts.get(name, 0), day in chosen))
        chosen.discard(day)
    others = [part.value for part in query.filters("after") if part.value in chosen]
    return [*choices, *(Choice(day, _("Since %s") % day, None, True) for day in others)]


def _flag(query: Query, name: str, value: str, label: str, counts: Counts) -> Choice:
    is_chosen = any(part.value == value for part in query.filters(name))
    return Choice(value, label, counts.get(name, {}).get(value, 0), is_chosen)
