"""All models of the app, a file a noun."""

from .fixed import HomePage, StandardPage
from .news import NewsIndex, NewsPage
from .papers import EditionPage, PaperPage, PapersIndex
from .review import ReviewTask

__all__ = [
    "EditionPage",
    "HomePage",
    "NewsIndex",
    "NewsPage",
    "PaperPage",
    "PapersIndex",
    "ReviewTask",
    "StandardPage",
]
