"""What a change of guidance would do: judged queries that it touches, before and after, as the editor finds them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log2

from communities.viewer import Viewer

from ..documents import Key
from ..finder import Found, find
from ..guidance import Alike, Guidance, Picked, alike_of, bare, for_everybody, made, picked_of, told
from ..models import JudgedQuery, Pick, Synonyms
from .forms import row_of

MOST = 30  # Judged queries that are tried at once.
FIRST = 10  # Results that are looked at.
SAMPLE = 5


@dataclass(frozen=True, slots=True)
class Tried:
    """A judged query: how many of its good results stand among the first ten, and how well (nDCG@10)."""

    text: str
    good: int
    before: tuple[int, float]
    after: tuple[int, float]

    @property
    def verdict(self) -> str:
        """better, worse or same."""
        gain = self.after[1] - self.before[1]
        return "same" if abs(gain) < 0.0005 else "better" if gain > 0 else "worse"


@dataclass(frozen=True, slots=True)
class Sample:
    """The first results of the change's own words, each with whether it is new there, and how many there are."""

    text: str
    before: int
    after: int
    first: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Trial:
    """What an editor sees before saving."""

    samples: Sequence[Sample]
    tried: Sequence[Tried]
    judged: int  # How many judged queries there are.

    @property
    def is_worse(self) -> bool:
        return any(one.verdict == "worse" for one in self.tried)


def trial(viewer: Viewer, change: Alike | Picked, replaced: Synonyms | Pick) -> Trial:
    """Try `change` in the place of `replaced`, as if both held for the editor."""
    texts = change.terms if isinstance(change, Alike) else (change.phrase,)
    before, after = _before(replaced), _after(change, replaced)
    queries = JudgedQuery.objects.prefetch_related("good")
    touched = (query for query in queries if _touches(change, query.text) or _is_met_before(replaced, query.text))
    return Trial(
        [_sample(viewer, text, before, after) for text in texts[:SAMPLE]],
        [_tried(viewer, query, before, after) for query in islice(touched, MOST)],
        len(queries),
    )


def _before(replaced: Synonyms | Pick) -> Guidance:
    sets = [_seen(row, replaced) for row in Synonyms.objects.all()]
    return made(sets, [_seen(row, replaced) for row in Pick.objects.order_by("pk")])


def _seen(row: Synonyms | Pick, replaced: Synonyms | Pick) -> Alike | Picked:
    held = alike_of(row) if isinstance(row, Synonyms) else picked_of(row)
    return for_everybody(held) if row == replaced else held


def _after(change: Alike | Picked, replaced: Synonyms | Pick) -> Guidance:
    sets = [alike_of(row) for row in Synonyms.objects.all() if row != replaced]
    picks = [picked_of(row) for row in Pick.objects.order_by("pk") if row != replaced]
    (sets if isinstance(change, Alike) else picks).append(for_everybody(change))
    return made(sets, picks)


def _is_met_before(replaced: Synonyms | Pick, text: str) -> bool:
    if replaced.pk is None:
        return False
    return _touches(alike_of(replaced) if isinstance(replaced, Synonyms) else picked_of(replaced), text)


def _touches(change: Alike | Picked, text: str) -> bool:
    if isinstance(change, Picked):
        return told(change.phrase) == told(text)
    words = f" {' '.join(bare(text))} "
    return any(f" {' '.join(bare(term))} " in words for term in change.terms)


def _sample(viewer: Viewer, text: str, before: Guidance, after: Guidance) -> Sample:
    old, new = (find(viewer, text, per_page=FIRST, guidance=one) for one in (before, after))
    known = {row_of(result) for result in old.results}
    first = [(result.best.facts.heading, row_of(result) not in known) for result in new.results[:SAMPLE]]
    return Sample(text, old.total, new.total, first)


def _tried(viewer: Viewer, query: JudgedQuery, before: Guidance, after: Guidance) -> Tried:
    good = {(one.kind, one.key) for one in query.good.all()}
    held = [_measured(find(viewer, query.text, per_page=FIRST, guidance=one), good) for one in (before, after)]
    return Tried(query.text, len(good), *held)


def _measured(found: Found, good: set[Key]) -> tuple[int, float]:
    """How many good results are among the first ten, and nDCG@10 where each is worth the same."""
    places = list(_places(found, good))
    ideal = sum(1 / log2(place + 1) for place in range(1, min(len(good), FIRST) + 1))
    return len(places), sum(1 / log2(place + 1) for place in places) / ideal if ideal else 0.0


def _places(found: Found, good: set[Key]) -> Iterator[int]:
    for place, result in enumerate(found.results, 1):
        keys = {row_of(result), *(item.document.key for item in (result.best, *result.others))}
        if keys & good:
            yield place
