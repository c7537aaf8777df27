"""What search keeps beside its index: what editors tell it, what people asked, and what one person asks for again."""

from .asked import Asked, Said
from .guidance import GuidanceVersion, Guided, Pick, Synonyms
from .judged import JudgedQuery, Judgement
from .recent import Habits, Recent
from .saved import Arrival, Candidate, SavedSearch

__all__ = [
    "Arrival",
    "Asked",
    "Candidate",
    "GuidanceVersion",
    "Guided",
    "Habits",
    "JudgedQuery",
    "Judgement",
    "Pick",
    "Recent",
    "Said",
    "SavedSearch",
    "Synonyms",
]
