"""Cards of made-up posts: drawn once for each author by the drawing itself, and filled in for each post."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils import timezone, translation

from communities.models import User
from communities.templatetags.interface import stamp
from forum.threads import cards
from forum.threads.models import Post

# Stand-ins that no name, number or date of a made-up site looks like.
_NUMBER = 987_654_321
_TEXT = "\ue000"
_MOMENT = datetime(1901, 2, 3, 4, 5, 6, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Blank:
    """A card with stand-ins for number, time and text."""

    html: str
    version: int


class Cards:
    """Use as a context: inside of it cards come in the language and zone that all cards have."""

    def __init__(self) -> None:
        self._blanks: dict[int, Blank] = {}
        self._overrides = (timezone.override(timezone.get_default_timezone()), translation.override(None))

    def __enter__(self) -> "Cards":
        for override in self._overrides:
            override.__enter__()
        self._stand_in = str(stamp(_MOMENT))
        return self

    def __exit__(self, *exc: object) -> None:
        for override in reversed(self._overrides):
            override.__exit__(*exc)

    def draw(self, author: User, number: int, at: datetime, html: str) -> tuple[str, int]:
        """Card and version, as `forum.threads.cards.draw` gives a post without files that answers nothing."""
        blank = self._blanks.get(author.pk) or self._blanks.setdefault(author.pk, _blank_of(author))
        card = blank.html.replace(self._stand_in, stamp(at)).replace(str(_NUMBER), str(number))
        return card.replace(_TEXT, html), blank.version


def _blank_of(author: User) -> Blank:
    sample = Post(
        number=_NUMBER,
        html=_TEXT,
        written_at=_MOMENT,
        agency_name=author.agency.name,
        agency_type=author.agency.type,
        author_title=author.title,
    )
    cards.draw(sample, author)
    return Blank(str(sample.card), sample.card_version)
