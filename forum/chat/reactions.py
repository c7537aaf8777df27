"""The signs at messages as pages and live items show them: how many, and who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .models import Reaction

# What people say with a sign, and what a screen reader calls it.
EMOJI = {
    "👍": _("Agreed"),
    "✅": _("Done"),
    "👀": _("I am looking at it"),
    "🙏": _("Thank you"),
    "❤️": _("Heart"),
    "🎉": _("Well done"),
    "❓": _("Question"),
    "⚠️": _("Careful"),
}
# More names than this are on the page of the message.
MOST_NAMES = 12


@dataclass(frozen=True)
class Chip:
    """One sign at a message, with those who put it there, the first of them first."""

    emoji: str
    people: Sequence[tuple[int, str]]

    @property
    def count(self) -> int:
        return len(self.people)

    @property
    def name(self) -> str:
        return str(EMOJI.get(self.emoji, self.emoji))

    @property
    def ids(self) -> frozenset[int]:
        return frozenset(pk for pk, _name in self.people)

    @property
    def names(self) -> str:
        """The first names and how many more."""
        names = ", ".join(name for _pk, name in self.people[:MOST_NAMES])
        more = self.count - MOST_NAMES
        return f"{names} +{more}" if more > 0 else names


def chips_of(messages: Iterable[int]) -> Mapping[int, list[Chip]]:
    """The signs at each of these messages that has any, in the order in which they came. One query."""
    rows = Reaction.objects.filter(message__in=list(messages)).order_by("pk")
    found: dict[int, dict[str, list[tuple[int, str]]]] = {}
    for message, emoji, user, name in rows.values_list("message", "emoji", "user", "user__name"):
        found.setdefault(message, {}).setdefault(emoji, []).append((user, name))
    return {message: [Chip(emoji, people) for emoji, people in signs.items()] for message, signs in found.items()}
