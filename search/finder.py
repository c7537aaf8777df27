"""From what somebody typed to what somebody sees: the one way to ask, for the page and for the API."""

import logging
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from communities.models import Community
from communities.prepared import Prepared
from communities.viewer import Viewer, holding

from . import index
from .documents import Document, Facts, Key, source_of, sources
from .engines import engines
from .engines.base import END, START, Engine, Excerpt, Question, Ranking, Row, Unavailable
from .engines.steps import telling
from .facets import Counts, counts_of
from .gate import is_far_behind, let_through, scope_of, within
from .guidance import NONE, Guidance, current
from .kin import Added, expanded
from .lang import Held, Query, marks, parse
from .lang.dates import Span
from .lang.resolving import resolve
from .lang.sought import Reading, Sought
from .marking import marked
from .picks import Choice, apart, chosen, in_order, on_top
from .repair import Repair, loosened, repaired

logger = logging.getLogger(__name__)

PER_PAGE = 10
BUILDING = gettext_noop("The search index is being built. What is not in it yet appears here in a moment.")
AWAY = gettext_noop("The search server cannot answer now. What you see was found in the site's own database.")
HITS_AT_MOST = 200  # Of one thread.
SPARE = 5  # Rows beyond the page, in the place of those that the second gate keeps back.


@dataclass(frozen=True, slots=True)
class Item:
    """A document that the viewer may see, with what the page says about it."""

    document: Document
    facts: Facts
    excerpt: Excerpt

    @property
    def heading(self) -> SafeString:
        """The title as it is now, marked while the indexed one still is the same."""
        plain = self.excerpt.title.replace(START, "").replace(END, "")
        return marked(self.excerpt.title if plain == self.facts.heading else self.facts.heading)

    @property
    def text(self) -> SafeString:
        """The best fragment, marked."""
        return marked(self.excerpt.text)

    def opened_with(self, words: str) -> str:
        """Its address; in a thread with its post and the words it was found with, which are quoted for an address."""
        asked = f"?words={words}&hit={self.document.post_number or 1}" if self.document.thread_id else ""
        return f"{self.facts.url}{asked}"

    @property
    def is_reply(self) -> bool:
        """What needs its post's number and author beside it; the opening post speaks for its thread."""
        return (self.document.post_number or 1) > 1 or bool(self.facts.file)

    @property
    def is_message(self) -> bool:
        return self.document.kind == "message"

    @property
    def author(self) -> str:
        return self.facts.author or self.document.author_name


@dataclass(frozen=True, slots=True)
class Result:
    """One row: its best document, up to two more of the same group, and how many others match."""

    best: Item
    others: tuple[Item, ...]
    more: int
    community: Community | None
    is_picked: bool = False  # By editors, whatever its words.

    @property
    def replies(self) -> tuple[Item, ...]:
        """The replies and files among the documents, the best first."""
        return tuple(item for item in (self.best, *self.others) if item.is_reply)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of the answer to a question."""

    reading: Reading
    tab: str
    page: Page
    results: Sequence[Result] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    facets: Counts = field(default_factory=dict)
    is_partial: bool = False  # The counts are lower bounds.
    notices: tuple[str, ...] = ()
    repair: Repair | None = None  # The words that were searched for others.
    added: tuple[Added, ...] = ()  # What was looked for beside the words that were typed.

    @property
    def query(self) -> Query:
        return self.reading.query

    @property
    def total(self) -> int:
        """Rows of all tabs."""
        return sum(self.counts.values())

    @property
    def shown(self) -> int:
        """Rows of the tab that is looked at."""
        return self.counts.get(self.tab, 0) if self.tab else self.total


def tabs() -> dict[str, frozenset[str]]:
    """The tabs of results, each with the kinds of documents that it shows."""
    shown: dict[str, frozenset[str]] = {}
    for source in sources():
        shown[source.tab] = shown.get(source.tab, frozenset()) | {source.kind}
    return shown


def find(
    viewer: Viewer,
    text: str,
    *,
    tab: str = "",
    number: int = 1,
    per_page: int = PER_PAGE,
    flag: str = "",
    has_facets: bool = False,
    is_literal: bool = False,
    guidance: Guidance | None = None,
) -> Found:
    """What `viewer` finds with `text`, among documents of this `flag` when one is given; misspelt words are repaired
    and words alike are added unless `is_literal`. Without `guidance` that of the editors holds.

    Never raises for what was typed; without an index it says so in a notice."""
    shown, reading = tabs(), _flagged(resolve(parse(text), viewer), flag)
    held = current() if guidance is None else guidance
    asked = _Asked(viewer, reading, shown, tab if tab in shown else "", number, per_page, has_facets, is_literal, held)
    return asked.answered()


def find_like(
    viewer: Viewer, sought: Sought, kinds: Mapping[str, frozenset[str]], per_page: int, has_facets: bool = False
) -> Found:
    """The documents of some kinds that are most like what is `sought`, through the same two gates."""
    reading = Reading(Query("", (*sought.words, *sought.must)), sought)
    return _Asked(viewer, reading, kinds, "", 1, per_page, has_facets, is_literal=True).answered()


def look_up(viewer: Viewer, keys: Sequence[Key]) -> list[Result]:
    """The things of `keys` that `viewer` may see, in this order, through the same two gates. None without an index."""
    for engine in engines():
        try:
            open_now = within(engine, scope_of(viewer, engine.sink), keys)
            rows = [Row((key,)) for key in keys if key in open_now]
            return _results(engine, viewer, Sought(), rows, len(rows)) if rows else []
        except Unavailable:
            logger.warning("The search index in %s cannot answer.", engine.name, exc_info=True)
    return []


def finds(viewer: Viewer, text: str, document: Document, tab: str = "") -> bool:
    """Whether this very document is among what `viewer` finds in a tab with all words of `text`, through both gates."""
    reading, shown, kinds = resolve(parse(text), viewer), tabs(), frozenset({document.kind})
    if not document.group or not kinds <= shown.get(tab, kinds):
        return False
    sought = reading.sought
    words = tuple(leaf for leaf in telling(sought) if leaf in sought.words)
    second = document.at.replace(microsecond=0)
    narrowed = _narrowed(sought, document.group, Span(second, second + timedelta(seconds=1)))
    narrowed = replace(narrowed, words=(), must=(*narrowed.must, *words))
    asked = _Asked(viewer, replace(reading, sought=narrowed), {"": kinds}, "", 1, 1, has_facets=False, is_literal=True)
    rows = asked.answered().results
    return any(item.document.key == document.key for row in rows for item in (row.best, *row.others))


@dataclass(frozen=True, slots=True)
class Hits:
    """All that is found of one group, each thing by itself, and how their words are written there."""

    things: Mapping[Key, Model]
    engine: Engine
    sought: Sought

    def forms(self, keys: Collection[Key]) -> frozenset[str]:
        """The words and phrases that matched in the best pieces of some of them, by the index's own analysis."""
        excerpts = self.engine.excerpts(self.sought, keys).values() if keys else ()
        pieces = (piece for one in excerpts for text in (one.title, one.text) for piece in text.split(START)[1:])
        return frozenset(piece.partition(END)[0] for piece in pieces)


def hits_in(viewer: Viewer, text: str, group: str, span: Span) -> Hits | None:
    """What `viewer` finds with `text` in one group, all of which was written in `span`, through both gates. None when
    nothing is, or no index can answer."""
    reading, kinds = resolve(parse(text), viewer), {"": frozenset(source.kind for source in sources())}
    asked = _Asked(viewer, reading, kinds, "", 1, 1, has_facets=False, is_literal=False, guidance=current())
    for engine in engines() if reading.query.is_answerable else ():
        with suppress(Unavailable):
            question, added = asked.expanded(engine, asked.question(engine, index.is_complete(engine)))
            question, _added, _repair = asked.repaired(engine, question, added)
            narrowed = _narrowed(question.sought, group, span)
            question, ranking, _said = asked.ranked(engine, replace(question, sought=narrowed, is_apart=True))
            things = let_through(viewer, [key for row in ranking.rows[:HITS_AT_MOST] for key in row.keys])
            return Hits(things, engine, question.sought) if things else None
    return None


def _narrowed(sought: Sought, group: str, span: Span) -> Sought:
    groups = frozenset({group}) if sought.groups is None else sought.groups & {group}
    return replace(sought, groups=groups, spans=(*sought.spans, span), sort="")


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that was asked, to be put to one engine after the other until one answers."""

    viewer: Viewer
    reading: Reading
    tabs: Mapping[str, frozenset[str]]
    tab: str
    number: int
    per_page: int
    has_facets: bool
    is_literal: bool
    guidance: Guidance = NONE

    def answered(self) -> Found:
        """What the first engine says that can."""
        reading = self.reading
        notices = reading.notices
        for engine in engines():
            try:
                return self.of(engine, notices)
            except Unavailable:
                logger.warning("The search index in %s cannot answer.", engine.name, exc_info=True)
                notices = (*reading.notices, _(AWAY))
        nothing = Paginator((), self.per_page).get_page(1)
        return Found(reading, self.tab, nothing, notices=(*reading.notices, _(BUILDING)))

    def of(self, engine: Engine, notices: tuple[str, ...]) -> Found:
        """The page of the answer. Raises Unavailable."""
        is_complete = index.is_complete(engine)
        question, query = self.question(engine, is_complete), self.reading.query
        repair, added, choice, ranking = None, (), Choice(), Ranking(counts=dict.fromkeys(self.tabs, 0))
        if query.is_answerable:
            question, added = self.expanded(engine, question)
            choice = chosen(query, question, added, self.viewer, self.guidance)
            question, added, repair = self.repaired(engine, question, added)
            question, ranking, said = self._chosen(engine, question, choice)
            notices = (*notices, *said)
        facets = counts_of(engine, question, query, self.viewer, ranking) if self.has_facets else {}
        page = Paginator(ranking.rows, self.per_page).get_page(self.number)
        rows = ranking.rows[page.start_index() - 1 :] if ranking.rows else ()
        results = _results(engine, self.viewer, question.sought, rows, self.per_page)
        picked = {pick.key for pick in choice.first}
        results = [replace(one, is_picked=True) if one.best.document.key in picked else one for one in results]
        notices = notices if is_complete else (*notices, _(BUILDING))
        counts, is_partial = ranking.counts, ranking.is_partial
        return Found(self.reading, self.tab, page, results, counts, facets, is_partial, notices, repair, added)

    def question(self, engine: Engine, is_complete: bool) -> Question:
        """What is asked, within what the viewer may read. Raises Unavailable where another index holds more."""
        if engine is not engines()[-1] and not (is_complete and not is_far_behind(engine.sink)):
            raise Unavailable("another index holds more")
        return Question(self.reading.sought, scope_of(self.viewer, engine.sink), self.tabs, self.tab, self.has_facets)

    def expanded(self, engine: Engine, question: Question) -> tuple[Question, tuple[Added, ...]]:
        """With what editors say the words mean too, unless the reader wants the very words."""
        return (question, ()) if self.is_literal else expanded(engine, question, self.viewer, self.guidance)

    def repaired(
        self, engine: Engine, question: Question, added: tuple[Added, ...]
    ) -> tuple[Question, tuple[Added, ...], Repair | None]:
        """With misspelt words repaired, and with what these mean too, unless the reader wants the very words."""
        repair = None if self.is_literal else repaired(engine, question.sought, question.scope, self.tabs)
        if repair is None:
            return question, added, None
        return *self.expanded(engine, replace(question, sought=repair.sought)), repair

    def ranked(self, engine: Engine, question: Question) -> tuple[Question, Ranking, tuple[str, ...]]:
        """The rows; when there are none, loosened, unless the very words are wanted.

        What was found with decides what is counted and marked too."""
        ranking = engine.rank(question)
        if self.is_literal or ranking.rows or sum(ranking.counts.values()):
            return question, ranking, ()
        if loose := loosened(question.sought):
            wider = replace(question, sought=loose)
            if (ranking := engine.rank(wider)).rows:
                return wider, ranking, (_("Nothing has these very words side by side. This has some of them."),)
        return question, ranking, ()

    def _chosen(self, engine: Engine, question: Question, choice: Choice) -> tuple[Question, Ranking, tuple[str, ...]]:
        """What is found, behind what editors picked as far as the viewer may see it, and without what they left out."""
        if not choice.first and not choice.apart:
            return self.ranked(engine, question)
        open_now = within(engine, question.scope, [pick.key for pick in choice.first])
        first = in_order(choice.first, open_now)
        taken = [pick for pick in choice.first if pick.key in open_now]
        question, ranking, said = self.ranked(engine, apart(question, [*taken, *choice.apart]))
        return question, on_top(ranking, first, question), said


def _flagged(reading: Reading, flag: str) -> Reading:
    if not flag:
        return reading
    must = (*reading.sought.must, Held(frozenset({marks.flag(flag)})))
    return replace(reading, sought=replace(reading.sought, must=must))


def _results(engine: Engine, viewer: Viewer, sought: Sought, rows: Sequence[Row], per_page: int) -> list[Result]:
    """The first `per_page` of `rows` of which the second gate lets something through."""
    things: dict[Key, Model] = {}
    shown = _through(viewer, rows[:per_page], things)
    if len(shown) < per_page:
        shown += _through(viewer, rows[per_page : per_page + SPARE], things)[: per_page - len(shown)]
    items = _items(engine, sought, {key: things[key] for row in shown for key in row.keys})
    communities = _communities(viewer, items.values())
    results = []
    for row in shown:
        held = [items[key] for key in row.keys if key in items]
        if held:
            place = communities.get(held[0].document.community_id)
            results.append(Result(held[0], tuple(held[1:]), row.more, place))
    return results


def _through(viewer: Viewer, rows: Sequence[Row], things: dict[Key, Model]) -> list[Row]:
    """What the second gate leaves of `rows`; what it let through is added to `things`."""
    keys = [key for row in rows for key in row.keys]
    things.update(let_through(viewer, keys))
    _mend_stale([key for key in keys if key not in things])
    kept = [replace(row, keys=tuple(key for key in row.keys if key in things)) for row in rows]
    return [row for row in kept if row.keys]


def _items(engine: Engine, sought: Sought, things: Mapping[Key, Model]) -> dict[Key, Item]:
    documents, excerpts = engine.documents(things), engine.excerpts(sought, things)
    return {
        key: _item(document, things[key], excerpts.get(key) or Excerpt(document.title, ""))
        for key, document in documents.items()
    }


def _item(document: Document, thing: Model, excerpt: Excerpt) -> Item:
    source = source_of(document.kind)
    return Item(document, source.placed(source.facts(document, thing), document, thing, excerpt.text), excerpt)


def _communities(viewer: Viewer, items: Collection[Item]) -> dict[int, Community]:
    ids = {item.document.community_id for item in items} - {None}
    found = _places(names=viewer.sorted_names, ids=tuple(ids)) if ids else ()
    return {community.pk: community for community in found}


_places: Prepared[Community] = Prepared(
    lambda names, ids: Community.objects.known_to(holding(names)).filter(pk__in=ids).only("name", "slug")
)


def _mend_stale(keys: Collection[Key]) -> None:
    """Bring documents up to date that the database kept back: the index is behind, or missed something."""
    if keys:
        logger.info("The second gate kept back %d documents.", len(keys))
        index.mend_some(keys)
