"""What search keeps beside its index: what editors tell it, what people asked, and what one person asks for again."""

from .asked import Asked, Said
from .guidance import GuidanceVersion, Guided, Pick, Synonyms
from .judged import JudgedQuery, Judgement
from .recent import Habits, Recent

__all__ = [
    "Asked",
    "GuidanceVersion",
    "Guided",
    "Habits",
    "JudgedQuery",
    "Judgement",
    "Pick",
    "Recent",
    "Said",
    "Synonyms",
]
