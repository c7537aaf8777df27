"""Who is told of what: the whole table."""

import pytest

from communities.models import Level
from forum.notices.models import Bell, Notice
from forum.notices.rules import Standing, comes_by_mail, why_told

pytestmark = pytest.mark.plain

W, F, M, X, NONE = Level.WATCHING, Level.FOLLOWING, Level.MENTIONS, Level.MUTED, None
MENTION, REPLY, THREAD = Notice.Kind.MENTION, Notice.Kind.REPLY, Notice.Kind.THREAD


@pytest.mark.parametrize(
    ("level", "has_written", "is_mentioned", "of_a_reply", "of_a_new_thread"),
    [
        (W, False, False, REPLY, THREAD),
        (W, True, False, REPLY, THREAD),
        (W, False, True, MENTION, MENTION),
        (F, False, False, None, THREAD),
        (F, True, False, REPLY, THREAD),
        (F, False, True, MENTION, MENTION),
        (M, False, False, None, None),
        (M, True, False, None, None),
        (M, True, True, MENTION, MENTION),
        (X, True, False, None, None),
        (X, True, True, None, None),
        (NONE, False, False, None, None),
        (NONE, True, False, None, None),
        (NONE, False, True, MENTION, MENTION),
    ],
)
def test_the_strongest_reason_to_tell_somebody_of_a_post(level, has_written, is_mentioned, of_a_reply, of_a_new_thread):
    standing = Standing(level, has_written, is_mentioned)
    assert why_told(standing, is_opening=False) == of_a_reply
    assert why_told(standing, is_opening=True) == of_a_new_thread


@pytest.mark.parametrize(
    ("kind", "level", "mails_mentions", "mails_replies", "comes"),
    [
        (MENTION, NONE, True, False, True),
        (MENTION, F, False, True, False),
        (REPLY, F, False, True, True),
        (REPLY, W, True, False, False),
        (THREAD, W, False, True, True),
        (THREAD, F, True, True, False),
        (MENTION, X, True, True, False),
        (REPLY, X, True, True, False),
        (Notice.Kind.DECISION, W, True, True, False),
    ],
)
def test_what_comes_by_mail_as_well(kind, level, mails_mentions, mails_replies, comes):
    bell = Bell(mails_mentions=mails_mentions, mails_replies=mails_replies)
    assert comes_by_mail(kind, level, bell) is comes
