"""Items in handfuls: what fits one query or one short transaction."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of at most `size` items, in their order."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
