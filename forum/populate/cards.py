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
class _Blank:
    """A card with stand-ins for number, time and text."""

    html: str
    version: int


class Cards:
    """Use as a context: inside of it cards come in the language and zone that all cards have."""

    def __init__(self) -> None:
        self._blanks: dict[int, _Blank] = {}
        self._overrides = (timezone.override(timezone.get_default_timezone()), translation.override(None))

    def __enter__(self) -> "Cards":
        for override in self._overrides:
            override.__enter__()
        self._stand_in = str(stamp(_MOMENT))
        return self

    def __exit__(self, *exc: object) -> None:
        for override in reversed(self._overrides):
            override.__exit__(*exc)

    def draw(self, post: Post) -> None:
        """Set the card of `post`, as `forum.threads.cards.draw` would for a post without files that answers nothing."""
        blank = self._blanks.get(post.author_id) or self._make(post, post.author)
        card = blank.html.replace(self._stand_in, stamp(post.written_at)).replace(str(_NUMBER), str(post.number))
        post.card, post.card_version = card.replace(_TEXT, post.html), blank.version

    def _make(self, post: Post, author: User) -> _Blank:
        sample = Post(
            number=_NUMBER,
            html=_TEXT,
            written_at=_MOMENT,
            agency_name=post.agency_name,
            agency_type=post.agency_type,
            author_title=post.author_title,
        )
        cards.draw(sample, author)
        return self._blanks.setdefault(post.author_id, _Blank(str(sample.card), sample.card_version))
