"""Made-up words that occur as often as words do: a few all the time, most hardly ever (Zipf's law)."""

import random
from itertools import accumulate

# The words at the top of the distribution are English, so that stop words and common words are what they are in use.
_COMMON_TEXT = """
the of and to in a is that for on with as by we it are this be our from have at not or they will you can all an has
county more which was their new one when if time what been about use need work people should there may any other each
some than only out who after do no its would also state city report week data site road staff plan year team request
grant budget training vehicle water record policy form meeting notice office public review service program cost safety
project agency contract system update contact question answer process department permit schedule emergency inspection
equipment health local draft federal district summary guidance storm bridge fuel salt server incident vendor invoice
"""
COMMON = _COMMON_TEXT.split()
_ONSETS = [
    "b",
    "br",
    "c",
    "cl",
    "cr",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "w",
]
_VOWELS = ["a", "e", "i", "o", "u", "ai", "ea", "ou", "ee"]
_CODAS = ["", "l", "m", "n", "nd", "r", "rd", "rt", "s", "st", "t", "ck", "ng"]
_ENDINGS = ["", "", "", "er", "ing", "ed", "ment", "ness", "al", "ity", "ly", "ary", "s"]

VOCABULARY = 12_000
# The exponent of English prose is about 1; a little below keeps the tail in play in short texts.
EXPONENT = 0.95


class Words:
    """A source of words with a vocabulary of its own, drawn from `chance` alone."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._vocabulary = [*COMMON, *self._made_up(VOCABULARY - len(COMMON))]
        self._weights = list(accumulate(1 / rank**EXPONENT for rank in range(1, VOCABULARY + 1)))

    def draw(self, count: int) -> list[str]:
        """`count` words as they come."""
        return self._chance.choices(self._vocabulary, cum_weights=self._weights, k=count)

    def rare(self, count: int) -> list[str]:
        """Words that say what something is about: none of the common ones."""
        return self._chance.choices(self._vocabulary[len(COMMON) :], k=count)

    def sentence(self) -> str:
        """One sentence of 5 to 18 words."""
        words = self.draw(self._chance.randint(5, 18))
        if len(words) > 11:
            words[len(words) // 2] += ","
        return f"{' '.join(words).capitalize()}{self._chance.choice('.....?')}"

    def title(self) -> str:
        """Four to nine words, without a full stop."""
        return " ".join([*self.rare(2), *self.draw(self._chance.randint(2, 7))]).capitalize()

    def name(self) -> str:
        """The name of a person."""
        first, last = (self._syllable() + self._chance.choice(_VOWELS) for _ in range(2))
        return (
            f"{first.capitalize()} {last.capitalize()}{self._chance.choice(['son', 'man', 'ley', 'ez', 'berg', 'ton'])}"
        )

    def _made_up(self, count: int) -> list[str]:
        found: dict[str, None] = dict.fromkeys(COMMON)
        while len(found) < count + len(COMMON):
            syllables = self._chance.choice([1, 1, 2, 2, 2, 3])
            word = "".join(self._syllable() for _ in range(syllables)) + self._chance.choice(_ENDINGS)
            if 3 < len(word) < 15:
                found[word] = None
        return list(found)[len(COMMON) :]

    def _syllable(self) -> str:
        return self._chance.choice(_ONSETS) + self._chance.choice(_VOWELS) + self._chance.choice(_CODAS)
