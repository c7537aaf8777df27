"""Results that editors pick or leave out for a phrase: which hold for a query, and how they stand in its answer."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.timezone import localdate

from communities.viewer import Viewer

from .documents import Document, Key
from .engines.base import Question, Ranking, Row
from .engines.exact import plain
from .guidance import Guidance, Picked, Words, told
from .kin import Added, places_in
from .lang import Filter, Not, Phrase, Query, Word, marks

PICKED_AT_MOST = 3  # What stands before everything else must be little.


@dataclass(frozen=True, slots=True)
class Choice:
    """What editors chose for one query: `first` comes before all that is found, and none of `apart` is found."""

    first: tuple[Picked, ...] = ()
    apart: tuple[Picked, ...] = ()


def chosen(query: Query, question: Question, added: Iterable[Added], viewer: Viewer, guidance: Guidance) -> Choice:
    """The picks that hold today for `viewer` and these words, or for what the words mean too.

    Whoever narrows or orders the results has an order of their own: then nothing comes first by itself."""
    if not guidance.picks:
        return Choice()
    day, places = localdate(), places_in(question.sought)
    met = [pick for words in dict.fromkeys(_readings(query, added)) for pick in guidance.picks.get(words, ())]
    holding = [pick for pick in met if pick.holds_on(day) and pick.whom.fits(viewer, places)]
    left_out = tuple(pick for pick in holding if pick.is_excluded)
    keys = {pick.key for pick in left_out}
    first = [
        pick for pick in holding if not pick.is_excluded and pick.key not in keys and pick.key[0] in question.kinds
    ]
    has_filters = any(not isinstance(part, Word | Phrase) for part in query.parts)
    if query.sort or (has_filters and not _only_places(query)):
        first = []
    return Choice(tuple({pick.key: pick for pick in first}.values())[:PICKED_AT_MOST], left_out)


def _only_places(query: Query) -> bool:
    return all(
        isinstance(part, Word | Phrase) or (isinstance(part, Filter) and part.name == "in") for part in query.parts
    )


def _readings(query: Query, added: Iterable[Added]) -> Iterator[Words]:
    """The words of the query, and those with a stretch of them read as what means the same."""
    texts = []
    for part in query.parts:
        of = part.of if isinstance(part, Not) else part
        if isinstance(of, Filter):
            continue
        if isinstance(part, Phrase) or (isinstance(part, Word) and not part.is_prefix):
            texts.append(part.text)
        else:
            return
    typed = " ".join(texts)
    yield told(typed)
    for one in added:
        if not one.is_faint:
            yield from (told(typed.replace(one.typed, word)) for word in one.words)


def apart(question: Question, picks: Collection[Picked]) -> Question:
    """The question without what was picked: neither found nor counted."""
    groups = {pick.group for pick in picks if pick.group}
    keys = {pick.key for pick in picks if not pick.group}
    if groups:
        sought = question.sought
        question = replace(question, sought=replace(sought, groups_apart=sought.groups_apart | groups))
    if keys:
        scope = question.scope
        question = replace(question, scope=replace(scope, withdrawn=scope.withdrawn | keys))
    return question


def on_top(ranking: Ranking, documents: Sequence[Document], question: Question) -> Ranking:
    """The ranking with these before its rows, counted like them."""
    tab_of = {kind: tab for tab, kinds in question.tabs.items() for kind in kinds}
    counts = dict(ranking.counts)
    facets = {name: dict(values) for name, values in ranking.facets.items()}
    for document in documents:
        tab = tab_of[document.kind]
        counts[tab] = counts.get(tab, 0) + 1
        for name, value in map(marks.fact_of, marks.counted(document).split()) if question.has_facets else ():
            values = facets.setdefault(name, {})
            values[value] = values.get(value, 0) + 1
    rows = [Row((document.key,)) for document in documents]
    return replace(ranking, rows=[*rows, *ranking.rows], counts=counts, facets=facets)


def in_order(picks: Iterable[Picked], documents: Mapping[Key, Document]) -> list[Document]:
    """The documents of `picks` that are there, as editors ordered them."""
    return [documents[pick.key] for pick in picks if pick.key in documents]


def begun(text: str, viewer: Viewer, guidance: Guidance) -> list[Key]:
    """What editors picked for phrases that begin as `text` does: to be offered while somebody types."""
    start, day = plain(text).lstrip().removesuffix(" "), localdate()
    met = [pick for some in guidance.picks.values() for pick in some if plain(pick.phrase).lstrip().startswith(start)]
    holding = [pick for pick in met if pick.holds_on(day) and pick.whom.fits(viewer, ())]
    left_out = {pick.key for pick in holding if pick.is_excluded}
    return list(dict.fromkeys(pick.key for pick in holding if pick.key not in left_out))
