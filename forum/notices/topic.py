"""The live topic `me`: the whole small state of one person's bell and counts, told anew at each change."""

from collections.abc import Iterable, Mapping

from django.utils import translation
from django.utils.translation import gettext

from communities import audience
from communities.frame import Frame
from communities.models import User
from communities.topics import Item, Operation
from communities.viewer import Viewer, viewer_of

from .models import Bell


class Me:
    """One person's own topic; its key is the person's id, its head the version of the bell."""

    kind = "me"
    is_personal = True
    is_state = True
    operations: Mapping[str, Operation] = {}

    def audience_of(self, viewer: Viewer, key: int) -> str | None:
        return audience.person(key) if viewer.id == key else None

    def heads(self, keys: Iterable[int]) -> dict[int, int]:
        """The version of each bell; a person whose bell never rang is at version 0."""
        wanted = set(keys)
        return dict.fromkeys(wanted, 0) | dict(Bell.objects.filter(user__in=wanted).values_list("user_id", "head"))

    def items(self, key: int, after: int, limit: int) -> list[Item]:
        """The state as it is now, as one item, whatever `after` was."""
        user = User.objects.people().filter(pk=key).first()
        if user is None:
            return []
        # The version is read first: what changes in between is told again, and nothing is missed.
        seq, frame = self.heads([key])[key], Frame(viewer_of(user))
        counts = {name: frame.get(name) or {} for name in ("unread", "unread_chat", "named_chat", "in_channels")}
        with translation.override(user.language):
            words = gettext("new posts")
        return [
            {
                "seq": seq,
                "kind": "state",
                "notices": frame.get("bell"),
                "places": {place.url: place.new for place in frame.places},
                "new_posts": words,
                **counts,
            }
        ]
