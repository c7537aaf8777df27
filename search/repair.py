"""Second readings of a query: words that nobody wrote in what the viewer may see are repaired, and phrases loosened."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .engines import database_engine
from .engines.base import Engine, Question, Scope
from .engines.exact import plain
from .engines.spelling import edits_of
from .engines.steps import telling
from .lang import Phrase, Word
from .lang.sought import Sought

COUNTED_TO = 50  # Documents by which the better of two repairs is told.
REPAIRED_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class Repair:
    """What is sought instead, and which word stands for which."""

    sought: Sought
    words: Mapping[str, str]


def repaired(engine: Engine, sought: Sought, scope: Scope, tabs: Mapping[str, frozenset[str]]) -> Repair | None:
    """`sought` with its unknown words replaced by the nearest known ones; None when all are known or none is near.

    Known is a word only by the documents within `scope`: what somebody else may read repairs nothing."""
    words: dict[Word, Word] = {}
    for leaf in (
        one for one in telling(sought) if isinstance(one, Word) and one in sought.words and not sought.kin_of(one)
    ):
        better = _better(engine, leaf, scope, tabs) if len(words) < REPAIRED_AT_MOST else None
        if better is not None:
            words[leaf] = better
    if not words:
        return None
    mended = replace(sought, words=tuple(words.get(leaf, leaf) for leaf in sought.words))
    return Repair(mended, {old.text: new.text for old, new in words.items()})


def _better(engine: Engine, word: Word, scope: Scope, tabs: Mapping[str, frozenset[str]]) -> Word | None:
    text = plain(word.text).strip()
    edits = edits_of(text)
    if word.is_prefix or not edits or not text.isalpha() or _count(engine, word, scope, tabs, 1):
        return None
    near = database_engine().words_like(text, edits)
    counted = [(-far, _count(engine, Word(one), scope, tabs, COUNTED_TO), one) for far, one in near]
    return Word(max(known)[2]) if (known := [one for one in counted if one[1]]) else None


def _count(engine: Engine, word: Word, scope: Scope, tabs: Mapping[str, frozenset[str]], limit: int) -> int:
    return engine.count(Question(Sought(words=(word,)), scope, tabs), limit)


def loosened(sought: Sought) -> Sought | None:
    """`sought` with its phrases as words that need not all be there; None when it has no phrase."""
    phrases = [node for node in sought.must if isinstance(node, Phrase)]
    if not phrases:
        return None
    words = [Word(text) for phrase in phrases for text in phrase.text.split() if plain(text).strip()]
    must = tuple(node for node in sought.must if not isinstance(node, Phrase))
    return replace(sought, words=tuple(dict.fromkeys([*sought.words, *words])), must=must)
