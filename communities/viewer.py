"""Who is looking: a frozen snapshot of a person and of the names carried, read once a request or socket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.timezone import now

from . import audience
from .prepared import Prepared

MODERATING = frozenset({"owner", "moderator"})


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership as the viewer carries it: enough to draw the navigation without another query."""

    community_id: int
    name: str
    slug: str
    role: str
    level: str


@dataclass(frozen=True)
class Viewer:
    """A person (None for a visitor), the communities belonged to, the appointments held, and the names they give."""

    user: Any = None
    belongings: tuple[Belonging, ...] = ()
    appointments: frozenset[tuple[str, int | None]] = frozenset()
    names: frozenset[str] = frozenset({audience.PUBLIC})
    roles: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def id(self) -> int | None:
        return self.user.pk if self.user else None

    @property
    def is_visitor(self) -> bool:
        return self.user is None

    @property
    def is_staff(self) -> bool:
        """An active person of some agency: not a visitor, not a guest."""
        return audience.STAFF in self.names

    @property
    def is_guest(self) -> bool:
        return self.user is not None and not self.is_staff

    def role_in(self, community_id: int) -> str | None:
        return self.roles.get(community_id)

    def is_member_of(self, community_id: int) -> bool:
        """Member in any role, guests too."""
        return community_id in self.roles

    def moderates(self, community_id: int) -> bool:
        return self.roles.get(community_id) in MODERATING

    def owns(self, community_id: int) -> bool:
        return self.roles.get(community_id) == "owner"

    @cached_property
    def sorted_names(self) -> tuple[str, ...]:
        """The names in a fixed order, for queries."""
        return tuple(sorted(self.names))

    def audiences_in(self, community_id: int) -> tuple[str, ...]:
        """The audiences of a community that are open to this viewer, who may read it: known without asking `reach`."""
        if community_id not in self.roles:
            return (audience.readers(community_id),)
        if not self.moderates(community_id):
            return audience.readers(community_id), audience.members(community_id)
        return audience.readers(community_id), audience.members(community_id), audience.moderators(community_id)

    @cached_property
    def moderated(self) -> tuple[int, ...]:
        """The communities that this viewer moderates."""
        return tuple(pk for pk, role in self.roles.items() if role in MODERATING)

    def holds(self, kind: str, agency_id: int | None = None) -> bool:
        """Appointed to `kind`: for that agency when one is given, else anywhere."""
        if agency_id is None:
            return any(held == kind for held, _ in self.appointments)
        return (kind, agency_id) in self.appointments or (kind, None) in self.appointments

    @cached_property
    def is_editor(self) -> bool:
        return self.holds("editor")

    @cached_property
    def is_operator(self) -> bool:
        return self.holds("operator")


VISITOR = Viewer()


def holding(names: Iterable[str]) -> Viewer:
    """Nobody in particular who carries these names: for queries that are prepared for all who carry as many."""
    return Viewer(names=frozenset(names))


def _memberships_of(user: int, at: datetime) -> QuerySet:
    memberships = apps.get_model("communities", "Membership").objects.filter(user_id=user).active(at)
    columns = ("community_id", "community__name", "community__slug", "role", "level")
    return memberships.order_by("community__name").values_list(*columns)


def register_names(names_of: Callable[[int, datetime], Iterable[QuerySet]]) -> None:
    """Have people carry more names: `names_of(user, at)` answers querysets of rows ("ch", 55) for the name `ch-55`.

    They are read together with the appointments, so that a viewer still costs two queries."""
    _more_names.append(names_of)


def _appointments_of(user: int, at: datetime) -> QuerySet:
    appointments = apps.get_model("communities", "Appointment").objects.filter(user_id=user).current(at)
    more = [queryset for names_of in _more_names for queryset in names_of(user, at)]
    rows = appointments.order_by().values_list("kind", "agency_id")
    return rows.union(*more, all=True) if more else rows


_more_names: list[Callable[[int, datetime], Iterable[QuerySet]]] = []
# The models know this module, so they are asked for by name.
_memberships: Prepared[tuple[int, str, str, str, str]] = Prepared(_memberships_of)
_appointments: Prepared[tuple[str, int | None]] = Prepared(_appointments_of)


def viewer_of(user: Any) -> Viewer:
    """The snapshot of `user` as of now, in two queries; the visitor for nobody, the inactive and the staged."""
    if not user or not user.is_authenticated or not user.is_active or user.is_staged:
        return VISITOR
    at = now()
    belongings = tuple(Belonging(*row) for row in _memberships(user=user.pk, at=at))
    held = frozenset(_appointments(user=user.pk, at=at))
    places = frozenset(row for row in held if row[0] in audience.OF_CHANNELS)
    names = {audience.PUBLIC, audience.person(user.pk)}
    if user.agency_id is not None:
        names |= {audience.STAFF, audience.agency_name(user.agency_id)}
    for belonging in belongings:
        names.add(audience.member_name(belonging.community_id))
        if belonging.role in MODERATING:
            names.add(audience.moderator_name(belonging.community_id))
    names |= {f"{prefix}-{pk}" for prefix, pk in places}
    roles = MappingProxyType({belonging.community_id: belonging.role for belonging in belongings})
    return Viewer(user, belongings, held - places, frozenset(names), roles)
