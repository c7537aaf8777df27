"""What waits in the demo for moderators, and which of the demo's notices are still unread."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils.timezone import now

from communities import actions
from communities.models import Community, JoinRequest, User
from communities.viewer import viewer_of
from forum.chat.models import Message
from forum.moderation.actions import report
from forum.moderation.models import Report
from forum.notices.models import Notice
from forum.threads.models import Post

UNREAD_DAYS = 2

# Who asks to join where, and why.
REQUESTS = (
    (
        "bela",
        "opioid-response",
        "I write the grant reports of the naloxone program and would like to see the numbers at the source.",
    ),
    ("hana", "opioid-response", "We rewrite the handout for families. I would rather ask you than guess."),
    ("amara", "shared-it-services", "For the cloud paper: I have the federal figures."),
)

# Who reports which post (thread, number), on what ground, with what note.
POSTS = (
    (
        "leah",
        "First aid refresher: the slides that officers actually read",
        1,
        "other",
        "The phone line on the last slide of the file is the old one. Could a moderator add a note?",
    ),
    ("tomasz", "What we learned from the October weekend", 2, "confidential", "Which shelter it was can be guessed."),
    ("ana", "Fuel cards: monthly check that finds the odd ones", 1, "off-topic", "Belongs to audit, perhaps."),
)

# Who reports which chat message (its beginning).
MESSAGES = (("ben", "Two people at the shelter asked", "personal", "Please no places together with people."),)


def make_requests(communities: dict[str, Community], people: dict[str, User]) -> None:
    """Some people wait for an answer."""
    for key, slug, note in REQUESTS:
        place, user = communities[slug], people[key]
        if not JoinRequest.objects.filter(community=place, user=user).exists() and not user.memberships.filter(
            community=place
        ):
            actions.ask_to_join(viewer=viewer_of(user), community=place, note=note)


def make_reports(people: dict[str, User]) -> None:
    """Some posts and messages were reported."""
    if Report.objects.exists():
        return
    for key, title, number, ground, note in POSTS:
        post = Post.objects.select_related("thread__community").get(thread__title=title, number=number)
        report(viewer=viewer_of(people[key]), subject=post, ground=ground, note=note)
    for key, beginning, ground, note in MESSAGES:
        message = Message.objects.select_related("channel__community").get(source__startswith=beginning)
        report(viewer=viewer_of(people[key]), subject=message, ground=ground, note=note)


def settle_notices() -> None:
    """Notices are as old as what they are about, and the older ones were read."""
    for source, when in (("post", "post__written_at"), ("message", "message__at")):
        for notice in Notice.objects.filter(**{f"{source}__isnull": False}).annotate(then=F(when)):
            read_at = notice.then if notice.then < now() - timedelta(days=UNREAD_DAYS) else None
            Notice.objects.filter(pk=notice.pk).update(at=notice.then, read_at=read_at)
