"""What a person typed, as a tree of typed clauses. Any text is a query: nothing here raises, odd input is explained."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

LONGEST = 1_000  # Characters that are read; what follows is left out, and said so.
MOST_CLAUSES = 32

# A minus sign only excludes at the start of a clause: "co-operation" is one word.
_CLAUSE = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# What no engine can keep, and the private signs with which an index marks its own tokens.
_UNSEARCHABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ue000-\uf8ff]")
_CURLY = str.maketrans("“”„«»‟", '""""""')


@dataclass(frozen=True, slots=True)
class Word:
    """One word as it was typed; engines bring it to its stem."""

    text: str
    is_excluded: bool = False

    def __str__(self) -> str:
        return f"-{self.text}" if self.is_excluded else self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side in this order."""

    text: str
    is_excluded: bool = False

    @property
    def is_phrase(self) -> bool:
        return True

    def __str__(self) -> str:
        return f'-"{self.text}"' if self.is_excluded else f'"{self.text}"'


Clause = Word | Phrase


@dataclass(frozen=True, slots=True)
class Query:
    """All clauses in the order they were typed, and what the reader should be told about how they were read."""

    text: str
    clauses: tuple[Clause, ...] = ()
    notices: tuple[str, ...] = field(default=())

    @property
    def wanted(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if not clause.is_excluded)

    def without(self, left_out: Clause) -> str:
        """The text of this query with one clause taken out."""
        return " ".join(str(clause) for clause in self.clauses if clause != left_out)

    @property
    def excluded(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.is_excluded)


def parse(text: str) -> Query:
    """Read `text` as words, "phrases" and -exclusions. A quote without its twin runs to the end of the text."""
    notices = []
    cleaned = " ".join(_UNSEARCHABLE.sub(" ", text[: LONGEST * 2]).split())
    if len(cleaned) > LONGEST or len(text) > LONGEST * 2:
        cleaned = cleaned[:LONGEST]
        notices.append(_("Only the first %(count)d characters were searched.") % {"count": LONGEST})
    clauses = list(dict.fromkeys(filter(None, map(_clause, _CLAUSE.finditer(cleaned.translate(_CURLY))))))
    if len(clauses) > MOST_CLAUSES:
        clauses = clauses[:MOST_CLAUSES]
        notices.append(_("Only the first %(count)d words were searched.") % {"count": MOST_CLAUSES})
    if clauses and all(clause.is_excluded for clause in clauses):
        notices.append(_("Add a word to look for: words with a minus only leave results out."))
    return Query(cleaned, tuple(clauses), tuple(notices))


def _clause(found: re.Match[str]) -> Clause | None:
    is_excluded = bool(found["minus"])
    if found["word"] is not None:
        return Word(found["word"], is_excluded) if _has_letters(found["word"]) else None
    inside = found["phrase"].strip()
    if not _has_letters(inside):
        return None
    return Phrase(inside, is_excluded) if " " in inside else Word(inside, is_excluded)


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in text)
