"""Which ids a form of blocks sends: read from the form itself, before anything is looked up by them."""

from collections.abc import Iterator, Mapping

from django.db.models import Model
from wagtail.blocks import Block, ListBlock, StructBlock
from wagtail.blocks.field_block import ChooserBlock
from wagtail.blocks.stream_block import BaseStreamBlock

Chosen = tuple[type[Model], str]


def chosen_in_blocks(block: Block, data: Mapping[str, str], prefix: str) -> Iterator[Chosen]:
    """Model and id of everything chosen in `block`, whose fields in the form begin with `prefix`."""
    if isinstance(block, ChooserBlock):
        yield block.target_model, data.get(prefix, "")
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from chosen_in_blocks(child, data, f"{prefix}-{name}")
    elif isinstance(block, (ListBlock, BaseStreamBlock)):
        for place in range(_count(data, prefix)):
            child = _child(block, data.get(f"{prefix}-{place}-type", ""))
            if child is not None:
                yield from chosen_in_blocks(child, data, f"{prefix}-{place}-value")


def _count(data: Mapping[str, str], prefix: str) -> int:
    raw = data.get(f"{prefix}-count", "0")
    return min(int(raw), 1000) if raw.isdecimal() and len(raw) < 6 else 0


def _child(block: Block, kind: str) -> Block | None:
    return block.child_block if isinstance(block, ListBlock) else block.child_blocks.get(kind)
