"""Markdown to safe HTML, mentions, quotes and excerpts: pure functions, no models, no settings."""

from .document import VERSION, Document, File, Person, parse
from .excerpt import excerpt
from .plain import words_of
from .quote import quote
from .sanitize import trusted

__all__ = ["VERSION", "Document", "File", "Person", "excerpt", "parse", "quote", "trusted", "words_of"]
