"""A person's recent searches: noted in one statement, offered while typing, cleared and switched off."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils.timezone import now

from communities.prepared import Prepared
from communities.viewer import Viewer

from .engines.exact import plain
from .models import Habits, Recent
from .models.recent import KEPT, LONGEST

# The slot of the same text, else a free one, else the oldest; nothing for who keeps none. It is part of each search,
# hence one statement, and the slots bound it without a second one.
_NOTE = f"""
    INSERT INTO search_recent (user_id, slot, text, at)
    SELECT %s, COALESCE(
        (SELECT MIN(slot) FROM search_recent WHERE user_id = %s AND text = %s),
        (SELECT CASE WHEN COUNT(*) < {KEPT} THEN COUNT(*) END FROM search_recent WHERE user_id = %s),
        (SELECT slot FROM search_recent WHERE user_id = %s ORDER BY at, slot LIMIT 1)), %s, %s
    WHERE NOT EXISTS (SELECT 1 FROM search_habits WHERE user_id = %s AND NOT keeps_recent)
    ON CONFLICT (user_id, slot) DO UPDATE SET text = excluded.text, at = excluded.at
"""  # noqa: S608 - a constant of ours.


def note(viewer: Viewer, text: str) -> None:
    """Remember that `viewer` searched for `text`. Visitors and long texts are not remembered."""
    if viewer.is_visitor or not text or len(text) > LONGEST:
        return
    me, at = viewer.id, connection.ops.adapt_datetimefield_value(now())
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, [me, me, text, me, me, text, at, me])


def recents_of(viewer: Viewer) -> list[str]:
    """What `viewer` searched for, the latest first. One query."""
    return [] if viewer.is_visitor else [text for (text,) in _recents(user=viewer.id)]


_recents: Prepared[tuple[str]] = Prepared(
    lambda user: Recent.objects.filter(user_id=user).order_by("-at").values_list("text")
)


def recents_like(viewer: Viewer, typed: str) -> list[str]:
    """Those with a word that begins as `typed` does, and goes on as it does."""
    begun = plain(typed).rstrip()
    return [text for text in recents_of(viewer) if begun in plain(text)] if begun else []


def habits_of(viewer: Viewer) -> Habits:
    """How `viewer` searches; the defaults, not yet stored, for somebody who never chose."""
    return Habits.objects.filter(user=viewer.id).first() or Habits(user_id=viewer.id)


def forget(user_id: int) -> None:
    """Clear a person's recent searches."""
    Recent.objects.filter(user=user_id).delete()


@transaction.atomic
def keep(*, viewer: Viewer, is_on: bool) -> None:
    """Keep the viewer's recent searches from now on, or none; then those there were are gone too."""
    Habits.objects.update_or_create(user=viewer.user, defaults={"keeps_recent": is_on})
    if not is_on:
        forget(viewer.id)
