"""Everybody's bell: its version, and ringing it in open pages."""

from collections.abc import Iterable

from django.db import connection

from communities import doorbell
from communities.viewer import Viewer

from .models import Bell, Notice

# More than this is shown as "99+"; counting on would cost without telling anything.
COUNTED_TO = 100
# Somebody who never looks pays no more than this on each page.
LOOKED_AT = 400

# `Notice.objects.visible_to(viewer).unread()`, and a test holds them to the same answer. Every page asks it, and to put
# it together anew each time cost more than all the rest of the bar.
_UNREAD = """
SELECT CASE WHEN notice.kind = %s THEN -post.thread_id ELSE notice.id END
FROM notices_notice notice
LEFT JOIN threads_post post ON post.id = notice.post_id
LEFT JOIN chat_message message ON message.id = notice.message_id
LEFT JOIN chat_channel channel ON channel.id = message.channel_id
WHERE notice.user_id = %s AND notice.read_at IS NULL
  AND (notice.post_id IS NULL OR EXISTS (SELECT 1 FROM communities_reach reach
       WHERE reach.audience = post.audience AND reach.name IN ({names})))
  AND (notice.message_id IS NULL OR (message.removed_at IS NULL AND EXISTS (SELECT 1 FROM communities_reach reach
       WHERE reach.audience = channel.audience AND reach.name IN ({names}))))
  AND NOT EXISTS (SELECT 1 FROM threads_readposition position
       WHERE position.user_id = notice.user_id AND position.thread_id = post.thread_id
         AND position.number >= post.number)
  AND NOT EXISTS (SELECT 1 FROM chat_readposition position
       WHERE position.user_id = notice.user_id AND position.channel_id = message.channel_id
         AND position.seq >= message.seq)
ORDER BY notice.id DESC LIMIT %s
"""

# One statement, since it is part of each line of chat: what it takes is the time of everybody who writes.
_RING = """
INSERT INTO notices_bell (user_id, head, mails_mentions, mails_replies, mails_papers, mails_found) VALUES {rows}
ON CONFLICT (user_id) DO UPDATE SET head = notices_bell.head + 1 RETURNING user_id, head
"""


def unread(viewer: Viewer) -> int:
    """How many rows of notices `viewer` has not read and may read, at most COUNTED_TO, among the newest. One query.

    Replies in one thread are one row, as in the list (`rows.grouped`)."""
    if viewer.is_visitor:
        return 0
    names = sorted(viewer.names)
    query = _UNREAD.format(names=", ".join(["%s"] * len(names)))
    with connection.cursor() as cursor:
        cursor.execute(query, [Notice.Kind.REPLY, viewer.id, *names, *names, LOOKED_AT])
        return min(COUNTED_TO, len({row for (row,) in cursor.fetchall()}))


def bell_of(user_id: int) -> Bell:
    """The person's bell; one with the defaults, not yet stored, for somebody who never had one."""
    return Bell.objects.filter(user_id=user_id).first() or Bell(user_id=user_id)


def ring(user_ids: Iterable[int]) -> None:
    """Raise the version of these people's bells and tell their open pages after the commit."""
    ids = sorted(set(user_ids))
    if not ids:
        return
    rows = ", ".join(["(%s, 1, %s, %s, %s, %s)"] * len(ids))
    new = Bell()
    switches = (new.mails_mentions, new.mails_replies, new.mails_papers, new.mails_found)
    with connection.cursor() as cursor:
        cursor.execute(
            _RING.format(rows=rows),
            [part for pk in ids for part in (pk, *switches)],
        )
        rung = cursor.fetchall()
    for user_id, head in rung:
        doorbell.ring(f"me:{user_id}", head)
