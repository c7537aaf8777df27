"""Spanish words brought to a common form: a few endings of verbs, and those of number and gender after Savoy's light
stemmer (CLEF 2001)."""

import re
from functools import lru_cache

from ..lang import marks
from .folding import fold

SPANISH = "es"
SHORTEST = 5  # Letters; shorter words stay as they are.
# Words that only one of the languages has, and that every longer text of it has.
_SPANISH = re.compile(r"\b(?:que|los|las|del|una|por|para|con|como|más|está|pero|sus|el|la)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|and|of|to|is|in|for|with|that|on|are|it|as|was)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
# Endings of verbs and of what is made of them, where four letters stand before.
_ENDING = re.compile("(.{4,}?)(?:aciones|acion|ador(?:a|es|as)?|[ai]d[oa]s?|ando|iendo|aron|ieron|aban?|[aei]r)")
READ = 2_000  # Letters by which the language is told.


def language_of(text: str) -> str:
    """`es` for a text in Spanish, else nothing: English, or what has no stems here."""
    start = text[:READ]
    spanish = len(_SPANISH.findall(start))
    return SPANISH if spanish > 1 and spanish > len(_ENGLISH.findall(start)) else ""


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    stem = fold(word).lower()
    if len(stem) < SHORTEST:
        return stem
    if found := _ENDING.fullmatch(stem):
        return found[1]
    if stem.endswith("eses"):
        return stem[:-2]
    if stem.endswith("ces"):
        return stem[:-3] + "z"
    if stem.endswith(("os", "as", "es")):
        return stem[:-2]
    return stem[:-1] if stem[-1] in "oae" else stem


def stemmed(text: str) -> str:
    """`text` with each word as its marked stem: as many words as before, in the same order. The marks keep
    Spanish stems apart from English ones, so that a word is never counted as both."""
    return _WORD.sub(lambda found: f"{marks.SPANISH}{_stem(found[0])}{marks.SPANISH}", text)
