"""Forms of search become the text of the box: so the address is the search, whichever way it was asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from communities.viewer import Viewer

from .lang import Filter
from .lang.operators import OPERATORS

PHRASE, WITHOUT = "phrase", "without"
_FIELDS = (PHRASE, WITHOUT, *OPERATORS)
MOST = 12  # Values of one operator that are taken from a form.


def composed(given: QueryDict) -> str | None:
    """The query that a form asks, None where only the box was used."""
    if not any(name in given for name in _FIELDS):
        return None
    phrase, without = (given.get(name, "").replace('"', " ").strip() for name in (PHRASE, WITHOUT))
    parts = [given.get("q", "").strip()]
    parts += [f'"{phrase}"'] if phrase else []
    parts += [f"-{word}" for word in without.split()]
    for name in OPERATORS:
        values = (value.replace('"', " ").strip() for value in given.getlist(name)[:MOST])
        parts += [str(Filter(name, value)) for value in values if value]
    return " ".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form of all operators; with `choices` (value, label) it is a list."""

    name: str
    label: str
    type: str = "text"
    hint: str = ""
    choices: Sequence[tuple[str, str]] = ()


def fields(viewer: Viewer) -> list[Field]:
    """The form of all operators, with the viewer's own communities to choose from."""
    places = [(mine.slug, mine.name) for mine in viewer.belongings]
    kinds = (
        ("thread", _("Threads")),
        ("chat", _("Chat")),
        ("file", _("Files")),
        ("paper", _("White papers")),
        ("news", _("News")),
        ("person", _("People")),
        ("community", _("Communities")),
    )
    states = (
        ("solved", _("Solved")),
        ("unanswered", _("Not answered yet")),
        ("open", _("Open")),
        ("closed", _("Closed")),
        ("pinned", _("Pinned")),
        ("mine", _("Mine")),
        ("followed", _("I am told of replies")),
        ("unread", _("New to me")),
    )
    having = (("link", _("A link")), ("image", _("A picture")), ("file", _("A file")))
    return [
        Field("q", _("Words")),
        Field(PHRASE, _("These very words, side by side")),
        Field(WITHOUT, _("Without these words")),
        Field("title", _("In the title")),
        Field("in", _("Community"), choices=places) if places else Field("in", _("Community")),
        Field("type", _("Kind"), choices=kinds),
        Field("from", _("Written by"), hint=_("A name or handle, or me")),
        Field("to", _("Mentions"), hint=_("A name or handle, or me")),
        Field("agency", _("Agency of the author")),
        Field("tag", _("Tag")),
        Field("after", _("Written on or after"), "date"),
        Field("before", _("Written before"), "date"),
        Field("is", _("State"), choices=states),
        Field("has", _("With"), choices=having),
        Field("sort", _("Order"), choices=(("new", _("Newest first")), ("old", _("Oldest first")))),
    ]
