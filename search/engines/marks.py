"""How a document's names, audience and kind stand in a full-text index: as words that nobody can write."""

from collections.abc import Collection
from functools import lru_cache

# Signs of the private use area, which tokenizers take for letters. `clean` takes them out of whatever people write,
# and the parser out of what they ask, so a mark is never met by chance or by intent.
NAME, AUDIENCE, KIND, HYPHEN = "\ue010", "\ue011", "\ue012", "\ue013"
_CONTROL = [code for code in range(0x20) if chr(code) not in "\t\n\r"] + [0x7F]
_UNWRITABLE = dict.fromkeys([*_CONTROL, *range(0xD800, 0xF900)], " ")


def clean(text: str) -> str:
    """`text` without control signs, broken halves of signs, and the private signs that marks are made of."""
    return text.translate(_UNWRITABLE)


@lru_cache(maxsize=10_000)
def _mark(sign: str, word: str) -> str:
    # The sign stands at the end too, so that no stemmer finds an ending to take off.
    return sign + word.replace("-", HYPHEN) + sign


def name_mark(name: str) -> str:
    return _mark(NAME, name)


def audience_mark(audience: str) -> str:
    return _mark(AUDIENCE, audience)


def kind_mark(kind: str) -> str:
    return _mark(KIND, kind)


def marks_of(kind: str, audience: str, names: Collection[str]) -> str:
    """All marks of a document, in an order that does not change by itself."""
    return " ".join([kind_mark(kind), audience_mark(audience), *(name_mark(name) for name in sorted(names))])
