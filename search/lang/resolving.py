"""What the operators of a query mean for one viewer: a name that the viewer may not know is one that nobody has."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from communities.models import Agency, Community, User
from communities.viewer import Viewer

from . import marks
from .dates import FIRST, LAST, Span, span_of
from .operators import KINDS
from .sought import Reading, Sought, split
from .tree import AllOf, AnyOf, Filter, Held, Node, Not, Query

# Filters of one operator of which a document can have several: all of them must be there. Of the others any will do.
_CUMULATIVE = {"tag", "is", "has"}
_DATES = {"before", "after", "on"}

Circle = Callable[[Viewer], Collection[str]]
_circles: dict[str, Circle] = {}


def register_circle(state: str, circle: Circle) -> None:
    """Say which groups of documents are in a state of the viewer's own: `is:followed`, `is:unread`."""
    _circles[state] = circle


def resolve(query: Query, viewer: Viewer) -> Reading:
    """`query` as `viewer` means it."""
    resolver = _Resolver(viewer)
    groups: frozenset[str] | None = None
    apart: frozenset[str] = frozenset()
    spans: dict[bool, list[Span]] = {False: [], True: []}
    rest: list[Node] = []
    for part in query.parts:
        of, is_excluded = (part.of, True) if isinstance(part, Not) else (part, False)
        if isinstance(of, Filter) and of.name in _DATES:
            spans[is_excluded].append(_span(of))
        elif isinstance(of, Filter) and of.name == "is" and of.value in _circles:
            circle = frozenset(_circles[of.value](viewer))
            apart = apart | circle if is_excluded else apart
            groups = groups if is_excluded else circle if groups is None else groups & circle
        else:
            rest.append(part)
    words, must, must_not = split(tuple(rest))
    sought = Sought(
        words,
        tuple(resolver.together(must)),
        tuple(map(resolver.node, must_not)),
        tuple(spans[False]),
        tuple(spans[True]),
        groups,
        apart,
        query.sort,
    )
    return Reading(query, sought, resolver.labels, (*query.notices, *resolver.notices))


def _span(of: Filter) -> Span:
    span = span_of(of.value) or Span()
    if of.name == "before":
        return Span(FIRST, span.start)
    return Span(span.start, LAST) if of.name == "after" else span


@dataclass(slots=True)
class _Resolver:
    viewer: Viewer
    labels: dict[Filter, str] = field(default_factory=dict)
    notices: list[str] = field(default_factory=list)

    def together(self, nodes: tuple[Node, ...]) -> list[Node]:
        """`nodes` with the filters of one operator joined: in:a in:b is what is in one of both."""
        joined: dict[str, set[str]] = {}
        others: list[Node] = []
        for node in nodes:
            resolved = self.node(node)
            if isinstance(node, Filter) and isinstance(resolved, Held) and node.name not in _CUMULATIVE:
                joined.setdefault(node.name, set()).update(resolved.marks)
            else:
                others.append(resolved)
        return [*others, *(Held(frozenset(held)) for held in joined.values())]

    def node(self, node: Node) -> Node:
        if isinstance(node, Filter):
            return self._filter(node)
        if isinstance(node, Not):
            return Not(self.node(node.of))
        if isinstance(node, AnyOf | AllOf):
            return type(node)(tuple(map(self.node, node.nodes)))
        return node

    def _filter(self, of: Filter) -> Node:
        if of.name == "tag":
            tags = [slugify(tag) for tag in of.value.split("+")]
            return AllOf(tuple(Held(frozenset({marks.tag(tag)})) for tag in tags if tag)) if any(tags) else _NOTHING
        held: frozenset[str] = _MEANINGS[of.name](self, of)
        return Held(held)

    def _community(self, of: Filter) -> frozenset[str]:
        asked = Q(slug=of.value.lower()) | Q(name__iexact=of.value)
        places = list(Community.objects.known_to(self.viewer).filter(asked).only("name")[:5])
        if places:
            self.labels[of] = places[0].name
        else:
            self._say(_("There is no community “%(value)s” that you may know of."), of)
        return frozenset(marks.community(place.pk) for place in places)

    def _agency(self, of: Filter) -> frozenset[str]:
        names = Agency.objects.filter(Q(slug=of.value.lower()) | Q(name__iexact=of.value)).values_list(
            "name", flat=True
        )
        names = list(names)
        if not names:
            # Words stay stamped with the name that an agency had.
            self._say(_("No agency is called “%(value)s” now."), of)
            names = [of.value]
        self.labels[of] = names[0]
        return frozenset(map(marks.agency, names))

    def _person(self, of: Filter) -> frozenset[str]:
        mark = marks.author if of.name == "from" else marks.mentioned
        if of.value.lower() == "me":
            self.labels[of] = _("me")
            return frozenset({mark(self.viewer.id)}) if self.viewer.id else frozenset()
        people = User.objects.visible_to(self.viewer)
        found = list(people.filter(Q(handle=of.value.lower()) | Q(name__iexact=of.value))[:5])
        if found:
            self.labels[of] = found[0].name
        else:
            self._say(_("There is nobody called “%(value)s” whom you may know."), of)
        return frozenset(mark(person.pk) for person in found)

    def _kind(self, of: Filter) -> frozenset[str]:
        kind = KINDS[of.value.lower()]
        return frozenset({marks.kind("thread"), marks.kind("post")} if kind == "thread" else {marks.kind(kind)})

    def _state(self, of: Filter) -> frozenset[str]:
        if of.value.lower() == "mine":
            return frozenset({marks.author(self.viewer.id)}) if self.viewer.id else frozenset()
        return frozenset({marks.flag(f"{of.name}-{of.value.lower()}")})

    def _say(self, sentence: str, of: Filter) -> None:
        self.notices.append(sentence % {"value": of.value})


_NOTHING = Held(frozenset())
_MEANINGS = {
    "in": _Resolver._community,
    "agency": _Resolver._agency,
    "from": _Resolver._person,
    "to": _Resolver._person,
    "type": _Resolver._kind,
    "is": _Resolver._state,
    "has": _Resolver._state,
}
