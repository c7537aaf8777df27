"""Who is told of a new or changed post: the people asked for in a few queries, the reasons by the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.utils.timezone import now

from communities import audience
from communities.models import Activity, Level, Membership, Reach, User
from communities.viewer import viewer_of
from forum.chat.models import Message, ReadPosition
from forum.threads.models import Post

from . import rules
from .bells import ring
from .models import Notice

# A post that names more people than this is a list of names; the rest is not told.
MOST_MENTIONS = 50


def of_post(activity: Activity, post: Post) -> list[Notice]:
    """Unsaved notices of `post` for everybody who has a reason to be told, and may read it as it stands now."""
    levels = _levels(post)
    writers = _writers(post)
    named = set(post.mentions.order_by("pk").values_list("user_id", flat=True)[:MOST_MENTIONS])
    candidates = (levels.keys() | named) - {post.author_id, activity.actor_id}
    reasons = {}
    for user_id in candidates:
        standing = rules.Standing(levels.get(user_id), user_id in writers, user_id in named)
        if reason := rules.why_told(standing, is_opening=post.number == 1):
            reasons[user_id] = reason
    allowed = readers_among(reasons, post)
    return [
        Notice(user_id=user_id, kind=reasons[user_id], activity=activity, post=post, at=activity.at)
        for user_id in sorted(allowed)
    ]


def of_message(activity: Activity, message: Message) -> list[Notice]:
    """Unsaved notices for those whom `message` names, once for each, unless they muted the community or the channel."""
    named = list(message.mentions.values_list("user_id", flat=True))
    if not named:  # As with most lines of chat.
        return []
    told = Notice.objects.filter(message=message).values("user_id")
    current = Membership.objects.current().filter(community=activity.community_id, user__in=named)
    muted = ReadPosition.objects.filter(channel=message.channel_id, level=ReadPosition.Level.MUTED)
    hearing = current.exclude(level=Level.MUTED).exclude(user__in=muted.values("user_id"))
    people = User.objects.people().filter(pk__in=hearing.values("user_id")).exclude(pk__in=told)
    return [
        Notice(user_id=pk, kind=Notice.Kind.MENTION, activity=activity, message=message, at=activity.at)
        for pk in people.exclude(pk=activity.actor_id).order_by("pk").values_list("pk", flat=True)
    ]


def settle_urgent(message: int, user_ids: Iterable[int]) -> None:
    """What asks these people to acknowledge `message` waits no longer."""
    asking = Notice.objects.filter(kind=Notice.Kind.URGENT, activity__subject_id=message, read_at__isnull=True)
    mine = asking.filter(user__in=list(user_ids))
    people = list(mine.values_list("user_id", flat=True))
    if people:
        mine.update(read_at=now())
        ring(people)


def readers_among(user_ids: Collection[int], post: Post) -> set[int]:
    """Those of the people who are active, have an account of their own, and may read `post` now."""
    people = User.objects.people().filter(pk__in=user_ids)
    names = set(Reach.objects.filter(audience=post.audience).values_list("name", flat=True))
    if audience.PUBLIC in names:
        return set(people.values_list("pk", flat=True))
    members = set()
    if audience.member_name(post.thread.community_id) in names:
        current = Membership.objects.current().filter(community=post.thread.community_id)
        members = set(people.filter(pk__in=current.values("user_id")).values_list("pk", flat=True))
    # Those few who are no members: somebody named in a place that their agency may read.
    return members | {user.pk for user in people.exclude(pk__in=members) if viewer_of(user).names & names}


def _levels(post: Post) -> dict[int, str]:
    """The level of each current member of the post's community."""
    current = Membership.objects.current().filter(community=post.thread.community_id)
    return dict(current.values_list("user_id", "level"))


def _writers(post: Post) -> set[int]:
    """Everybody who wrote in the thread."""
    return set(Post.objects.filter(thread=post.thread_id).order_by().values_list("author_id", flat=True).distinct())
