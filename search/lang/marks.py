"""The marks of a document: what it is, where and whose, as words that nobody can write. All engines index these."""

from collections.abc import Collection
from functools import lru_cache

from django.utils.text import slugify

from ..documents import Document

# Signs of the private use area, which tokenizers take for letters. `clean` takes them out of whatever people write,
# and the parser out of what they ask, so a mark is never met by chance or by intent.
NAME, AUDIENCE, KIND, HYPHEN, FACT, SPANISH = "\ue010", "\ue011", "\ue012", "\ue013", "\ue014", "\ue015"
_CONTROL = [code for code in range(0x20) if chr(code) not in "\t\n\r\f"] + [0x7F]
_UNWRITABLE = dict.fromkeys([*_CONTROL, *range(0xD800, 0xF900)], " ")


def clean(text: str) -> str:
    """`text` without control signs, broken halves of signs, and the private signs that marks are made of."""
    return text.translate(_UNWRITABLE)


@lru_cache(maxsize=10_000)
def _mark(sign: str, word: str) -> str:
    # The sign stands at the end too, so that no stemmer finds an ending to take off.
    return sign + word.replace("-", HYPHEN) + sign


def name(word: str) -> str:
    return _mark(NAME, word)


def audience(word: str) -> str:
    return _mark(AUDIENCE, word)


def kind(word: str) -> str:
    return _mark(KIND, word)


def community(pk: int) -> str:
    return _mark(FACT, f"in-{pk}")


def agency(of: str) -> str:
    return _mark(FACT, f"agency-{slugify(of)}")


def author(pk: int) -> str:
    return _mark(FACT, f"from-{pk}")


def mentioned(pk: int) -> str:
    return _mark(FACT, f"to-{pk}")


def tag(of: str) -> str:
    return _mark(FACT, f"tag-{slugify(of)}")


def tag_begun(letters: str) -> str:
    """The beginning of the marks of all tags that begin so."""
    # A stemmer may write another sign for a y at the end of what it takes for a word.
    return tag(letters.removesuffix("y") or letters)[:-1]


def flag(word: str) -> str:
    return _mark(FACT, word)


def of_readers(document_audience: str, names: Collection[str]) -> str:
    """The marks that say who may read a document, in an order that does not change by itself."""
    return " ".join([audience(document_audience), *(name(one) for one in sorted(names))])


def names_in(marks: Collection[str]) -> frozenset[str]:
    """The names among `marks`."""
    return frozenset(one.strip(NAME).replace(HYPHEN, "-") for one in marks if one[0] == NAME)


def of_facts(document: Document) -> str:
    """The marks that say what a document is."""
    return " ".join([counted(document), *map(mentioned, document.mentions)])


def counted(document: Document) -> str:
    """Those of them that facets count."""
    held = [kind(document.kind)]
    if document.community_id:
        held.append(community(document.community_id))
    if document.author_id:
        held.append(author(document.author_id))
    held += map(agency, document.agencies or filter(None, [document.agency_name]))
    held += map(tag, document.tags)
    held += map(flag, document.flags)
    if document.is_solved:
        held.append(flag("is-solved"))
    return " ".join(dict.fromkeys(held))


def fact_of(mark: str) -> tuple[str, str]:
    """A fact as its name and value, `("in", "12")`; of a kind `("type", "thread")`."""
    if mark[0] == KIND:
        return "type", mark.strip(KIND)
    named, _, value = mark.strip(FACT).partition(HYPHEN)
    return named, value.replace(HYPHEN, "-")
