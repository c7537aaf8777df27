"""The language of the box: text becomes a typed tree, and the tree what an index can be asked."""

from .reading import parse
from .tree import AllOf, AnyOf, Filter, Held, Leaf, Node, Not, Phrase, Query, Title, Word, leaves_of

__all__ = [
    "AllOf",
    "AnyOf",
    "Filter",
    "Held",
    "Leaf",
    "Node",
    "Not",
    "Phrase",
    "Query",
    "Title",
    "Word",
    "leaves_of",
    "parse",
]
