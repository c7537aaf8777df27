"""The directory's list: the communities that a viewer may know of, filtered, counted and put in order.

Subjects are a list in a column, which SQLite cannot ask for, and every facet counts all that is known: so the short
rows of all known communities are read once, and filters, counts and pages are made of them here. They are plain rows:
to make a model of each took longer than to ask for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .frame import Frame
from .models import DIRECTORY, Community
from .prepared import Prepared
from .standing import Standing, standings
from .viewer import Viewer, holding

PAGE = 24
WAYS = {
    Community.JoinPolicy.OPEN.value: gettext_lazy("Open"),
    Community.JoinPolicy.ON_REQUEST.value: gettext_lazy("On request"),
    Community.JoinPolicy.BY_INVITATION.value: gettext_lazy("By invitation"),
}


class Listed(NamedTuple):
    """What the directory reads of a community, in the order of its columns."""

    pk: int
    slug: str
    name: str
    purpose: str
    subjects: list[str]
    visibility: str
    join_policy: str
    member_count: int
    last_active_at: datetime

    @property
    def url(self) -> str:
        """The address of its front page."""
        return f"{DIRECTORY}{self.slug}/"


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter's value as the form shows it."""

    value: str
    label: str
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Named:
    """An agency in the list to choose from."""

    pk: int
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Card:
    """A community in the directory: how the viewer stands to it, and what is new there."""

    community: Listed
    standing: Standing
    new: int


class Catalogue:
    """What the directory shows to `viewer` who wants `wanted`: q, mine, subjects, join, agency, sort."""

    def __init__(self, viewer: Viewer, wanted: dict[str, Any], page: str | None) -> None:
        self.viewer, self.wanted, self._page = viewer, wanted, page

    @cached_property
    def known(self) -> list[Listed]:
        """All that the viewer may know of."""
        return [Listed(*row) for row in _known(names=self.viewer.sorted_names)]

    @cached_property
    def _behind(self) -> list[tuple[int, int, str, str]]:
        """Which agencies chartered or are named for what the viewer may know of: community, agency, slug, name."""
        known = {community.pk for community in self.known}
        return [row for row in _standing_behind() if row[0] in known]

    @cached_property
    def agencies_of(self) -> dict[int, set[int]]:
        """Community id → the agencies that stand behind it."""
        rows: dict[int, set[int]] = {}
        for community_id, agency_id, *_names in self._behind:
            rows.setdefault(community_id, set()).add(agency_id)
        return rows

    @cached_property
    def agencies(self) -> list[Named]:
        """The agencies that stand behind what the viewer may know of, by name."""
        return sorted({Named(*row[1:]) for row in self._behind}, key=lambda agency: agency.name.casefold())

    @cached_property
    def found(self) -> list[Listed]:
        """What passes all filters, in the order that was asked for."""
        keys = {
            "name": lambda community: community.name.casefold(),
            "people": lambda community: (-community.member_count, community.name.casefold()),
        }
        newest = lambda community: -community.last_active_at.timestamp()  # noqa: E731 - it stands beside its kind.
        found = list(self._passing())
        return sorted(found, key=keys.get(self.wanted.get("sort", ""), newest))

    @cached_property
    def page(self) -> Page:
        return Paginator(self.found, PAGE).get_page(self._page)

    def cards(self, frame: Frame) -> list[Card]:
        """The communities of this page."""
        communities = list(self.page.object_list)
        mine = {place.id: place for place in frame.places}
        stands = standings(self.viewer, communities)
        return [
            Card(community, stands[community.pk], mine[community.pk].new if community.pk in mine else 0)
            for community in communities
        ]

    def _passing(self, but: str = "") -> Iterator[Listed]:
        """What passes every filter that is on, `but` one."""
        return (community for community, held_back in self._sifted if not held_back or held_back == [but])

    @cached_property
    def _sifted(self) -> list[tuple[Listed, list[str]]]:
        """Each community with the names of the filters that hold it back: asked once, whatever is counted."""
        return [
            (community, [name for name, passes in self._filters.items() if not passes(community)])
            for community in self.known
        ]

    @cached_property
    def _filters(self) -> dict[str, Callable[[Listed], bool]]:
        """The filters that are on."""
        wanted = self.wanted
        words = (wanted.get("q") or "").casefold().split()
        agency_id = next((agency.pk for agency in self.agencies if agency.slug == wanted.get("agency")), None)
        filters: dict[str, Callable[[Listed], bool]] = {
            "q": lambda community: all(word in f"{community.name} {community.purpose}".casefold() for word in words),
            "mine": lambda community: self._is_mine(community, wanted["mine"]),
            "subjects": lambda community: not set(wanted["subjects"]).isdisjoint(community.subjects),
            "join": lambda community: community.join_policy in wanted["join"],
            "agency": lambda community: agency_id in self.agencies_of.get(community.pk, ()),
        }
        return {name: passes for name, passes in filters.items() if wanted.get(name)}

    def _is_mine(self, community: Listed, which: str) -> bool:
        if which == "agency":
            return self.viewer.user.agency_id in self.agencies_of.get(community.pk, ()) if self.viewer.user else False
        return self.viewer.is_member_of(community.pk)

    # Facets: each counts what would be found if it were the only one to change.

    def _count(self, facet: str, values_of: Callable[[Listed], Iterable[str]]) -> Counter[str]:
        return Counter(value for community in self._passing(but=facet) for value in values_of(community))

    def _choices(self, facet: str, labels: Iterable[tuple[str, str]], counts: Counter[str]) -> list[Choice]:
        on = self.wanted.get(facet) or ()
        return [
            Choice(value, label, counts[value], value in on) for value, label in labels if counts[value] or value in on
        ]

    @cached_property
    def subjects(self) -> list[Choice]:
        counts = self._count("subjects", lambda community: community.subjects)
        named = sorted({*counts, *self.wanted["subjects"]})
        return self._choices("subjects", [(slug, subject_name(slug)) for slug in named], counts)

    @cached_property
    def ways(self) -> list[Choice]:
        counts = self._count("join", lambda community: [community.join_policy])
        return self._choices("join", WAYS.items(), counts)

    @cached_property
    def owners(self) -> list[Choice]:
        """All, mine, of my agency; nothing to choose from for visitors."""
        if self.viewer.is_visitor:
            return []
        which = {"mine": _("Mine"), "agency": _("Of my agency")} if self.viewer.is_staff else {"mine": _("Mine")}
        passing = list(self._passing(but="mine"))
        on = self.wanted.get("mine") or ""
        choices = [Choice("", _("All"), len(passing), on == "")]
        for value, label in which.items():
            count = sum(self._is_mine(community, value) for community in passing)
            choices.append(Choice(value, label, count, on == value))
        return choices

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are on, each with the address that takes it off."""
        labels = {
            "mine": {choice.value: choice.label for choice in self.owners},
            "agency": {agency.slug: agency.name for agency in self.agencies},
            "subject": {choice.value: choice.label for choice in self.subjects},
            "join": WAYS,
        }
        pairs = self._pairs()
        return [
            Chip(str(labels.get(name, {}).get(value, value)), "?" + urlencode([p for p in pairs if p != (name, value)]))
            for name, value in pairs
            if name != "sort"
        ]

    def _pairs(self) -> list[tuple[str, str]]:
        wanted = self.wanted
        single = [(name, wanted.get(name) or "") for name in ("q", "mine", "agency", "sort")]
        several = [("subject", value) for value in wanted["subjects"]]
        several += [("join", value) for value in wanted.get("join") or ()]
        return [(name, value) for name, value in [*single, *several] if value]


def _known_columns(names: tuple[str, ...]) -> QuerySet:
    return Community.objects.known_to(holding(names)).values_list(*Listed._fields)


def _agencies_behind() -> QuerySet:
    columns = ("community_id", "agency_id", "agency__slug", "agency__name")
    chartered = Community.chartered_by.through.objects.values_list(*columns)
    return chartered.union(Community.agencies.through.objects.values_list(*columns))


_known: Prepared[tuple[Any, ...]] = Prepared(_known_columns)
_standing_behind: Prepared[tuple[int, int, str, str]] = Prepared(_agencies_behind)


def subject_name(slug: str) -> str:
    """`public-health` → `Public health`."""
    return slug.replace("-", " ").capitalize()
