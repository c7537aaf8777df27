"""Words that are spelt nearly alike. An index keeps the words it met, forwards and backwards, to find them by."""

from collections.abc import Iterable

from . import exact

LAST = "\U0010ffff"  # After every word that begins with what stands before it.
SHORTEST, LONGEST = 4, 30
MOST = 12  # Candidates.


def words_in(*texts: str) -> set[str]:
    """The words of `texts` that can be a repair: folded, of letters alone."""
    return {
        word
        for text in texts
        for word in exact.plain(text).split()
        if SHORTEST <= len(word) <= LONGEST and word.isalpha()
    }


def edits_of(word: str) -> int:
    """How many slips a word of this length may have (letters changed, left out, put in, or swapped with the next)."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < 8 else 2


def pieces(word: str, edits: int) -> tuple[str, str]:
    """A start and an end of `word`: of one or two slips, one of these is mostly free."""
    size = max(2, len(word) // (edits + 1))
    return word[:size], word[-size:]


def nearest(word: str, candidates: Iterable[str], edits: int) -> list[tuple[int, str]]:
    """Those within `edits` of `word` that begin with its letter, the nearest first, each with its distance."""
    alike = {one for one in candidates if one[0] == word[0] and abs(len(one) - len(word)) <= edits} - {word}
    measured = sorted((distance(word, one, edits), one) for one in alike)
    return [(far, one) for far, one in measured if far <= edits][:MOST]


def distance(first: str, second: str, most: int) -> int:
    """Damerau-Levenshtein, restricted form (Boytsov 2011, 2.1): `most` + 1 when it is more than that."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        older, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
