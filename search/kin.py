"""Words of editors added to a query: what means the same as what was typed, as far as this viewer may read it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from communities.viewer import Viewer

from .engines.base import Engine, Question
from .engines.steps import telling
from .guidance import Alike, Guidance, Words, bare
from .lang import Held, Leaf, Word, marks
from .lang.sought import Kin, Sought
from .ranking import ADDED_AT_MOST


@dataclass(frozen=True, slots=True)
class Added:
    """What was typed, and what was looked for beside it."""

    typed: str
    words: tuple[str, ...]
    is_faint: bool = False


@dataclass(frozen=True, slots=True)
class _Met:
    """A stretch of the query that is a term of some words alike."""

    words: Words
    leaves: tuple[Word, ...]
    alike: Alike

    @property
    def typed(self) -> str:
        return " ".join(leaf.text for leaf in self.leaves)


def expanded(
    engine: Engine, question: Question, viewer: Viewer, guidance: Guidance
) -> tuple[Question, tuple[Added, ...]]:
    """The question with what its words also mean, and what was added.

    A word that no document within the scope has is neither added nor told: it would find nothing, and might betray
    that somebody writes it where the viewer cannot read."""
    sought = question.sought
    met = list(_met(sought, guidance)) if guidance.alike else []
    if not met:
        return question, ()
    places = places_in(sought)
    kin: defaultdict[Leaf, list[Kin]] = defaultdict(list)
    added: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    asked = set(telling(sought))
    for one, term in _others([one for one in met if one.alike.whom.fits(viewer, places)], sought):
        if not _is_there(engine, term, question):
            continue
        added[one.typed, one.alike.is_ambiguous].append(term)
        for leaf in asked.intersection(one.leaves) or one.leaves:
            kin[leaf].append(Kin(Word(term), one.alike.is_ambiguous))
    held = tuple((leaf, tuple(some)) for leaf, some in kin.items())
    return _with(question, held), tuple(
        Added(typed, tuple(words), is_faint) for (typed, is_faint), words in added.items()
    )


def places_in(sought: Sought) -> Collection[int]:
    """The communities that a search is narrowed to."""
    held = [mark for node in sought.must if isinstance(node, Held) for mark in node.marks]
    facts = [marks.fact_of(mark) for mark in held if mark[0] == marks.FACT]
    return {int(value) for name, value in facts if name == "in"}


def _met(sought: Sought, guidance: Guidance) -> Iterator[_Met]:
    """Where words of the query are a term that has others, the longest of those that begin at a word."""
    typed = [(word, leaf) for leaf in sought.words if _is_plain(leaf) for word in bare(leaf.text)]
    at = 0
    while at < len(typed):
        for size in range(min(guidance.longest, len(typed) - at), 0, -1):
            stretch = typed[at : at + size]
            words = tuple(word for word, _ in stretch)
            if found := guidance.alike.get(words):
                leaves = tuple(dict.fromkeys(leaf for _, leaf in stretch))
                yield from (_Met(words, leaves, one) for one in found)
                at += size - 1
                break
        at += 1


def _is_plain(leaf: Leaf) -> bool:
    return isinstance(leaf, Word) and not leaf.is_prefix


def _others(met: list[_Met], sought: Sought) -> list[tuple[_Met, str]]:
    """Each term that is to be added, once, and none that was typed itself."""
    whole = f" {' '.join(word for leaf in sought.words for word in bare(str(leaf)))} "
    found: dict[Words, tuple[_Met, str]] = {}
    for one in met:
        for term in one.alike.others(one.words):
            if f" {' '.join(bare(term))} " not in whole:
                found.setdefault(bare(term), (one, term))
    return list(found.values())[:ADDED_AT_MOST]


def _is_there(engine: Engine, term: str, question: Question) -> bool:
    return engine.count(replace(question, sought=Sought((Word(term),)), tab="", has_facets=False), 1) > 0


def _with(question: Question, kin: tuple[tuple[Leaf, tuple[Kin, ...]], ...]) -> Question:
    return replace(question, sought=replace(question.sought, kin=kin)) if kin else question
