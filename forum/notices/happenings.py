"""Which happenings people are told of, and who is told of each: a table from kinds of activity to notices."""

from collections.abc import Callable, Mapping

from django.db.models import Model, QuerySet

from communities.models import Activity, JoinRequest
from forum.chat.models import Message, Transcript, UrgentAsk
from forum.threads.models import Post, Thread
from home import publishing, reviews

from . import papers, telling
from .models import Notice

Kind = Notice.Kind


def _of_thread(happened: Activity) -> list[Notice]:
    """Those who follow or watch the community; who wrote what it was made of is told that instead."""
    authors = set(Transcript.objects.filter(thread=happened.subject_id).values_list("messages__author", flat=True))
    notices = _of_post(happened, Post.objects.filter(thread=happened.subject_id, number=1))
    return [one for one in notices if one.user_id not in authors]


def _of_transcript(happened: Activity) -> list[Notice]:
    """The authors of the messages that a thread was made of, as far as they may read it."""
    posts = Post.objects.filter(thread=happened.payload["thread"], number=1).select_related("thread__community")
    post, authors = posts.first(), set(happened.payload["authors"]) - {happened.actor_id}
    readers = telling.readers_among(authors, post) if post else set()
    return [
        Notice(user_id=pk, kind=Kind.TRANSCRIPT, activity=happened, post=post, at=happened.at) for pk in sorted(readers)
    ]


def _of_message(happened: Activity) -> list[Notice]:
    """Whom a message in chat names; it names members only, who may read the channel."""
    if not happened.payload.get("mentions"):  # As with most lines of chat.
        return []
    message = Message.objects.filter(pk=happened.subject_id, removed_at=None).first()
    return telling.of_message(happened, message) if message else []


def _of_urgent(happened: Activity) -> list[Notice]:
    """Those who have still to acknowledge a message. Asked again, they have one notice that is unread, not two.

    It names no message to be read: having seen the line in its channel does not settle it."""
    asks = UrgentAsk.objects.filter(urgent__message=happened.subject_id, urgent__ended_at=None, acknowledged_at=None)
    waiting = set(asks.values_list("user_id", flat=True))
    telling.settle_urgent(happened.subject_id, waiting)
    return [Notice(user_id=pk, kind=Kind.URGENT, activity=happened, at=happened.at) for pk in sorted(waiting)]


def _of_acknowledgement(happened: Activity) -> list[Notice]:
    """Nobody is told; for those who need not acknowledge it any longer it is settled."""
    asks = UrgentAsk.objects.filter(urgent__message=happened.subject_id)
    settled = asks if happened.payload.get("ended") else asks.filter(acknowledged_at__isnull=False)
    telling.settle_urgent(happened.subject_id, settled.values_list("user_id", flat=True))
    return []


def _of_reply(happened: Activity) -> list[Notice]:
    return _of_post(happened, Post.objects.filter(pk=happened.subject_id))


def _of_post(happened: Activity, posts: QuerySet[Post]) -> list[Notice]:
    post = posts.select_related("thread__community").filter(state=Post.State.SHOWN).first()
    return telling.of_post(happened, post) if post else []


def _of_edit(happened: Activity) -> list[Notice]:
    """Those whom an edit names for the first time; whoever was told of the post before is not told again."""
    told = set(Notice.objects.filter(post=happened.subject_id).values_list("user_id", flat=True))
    return [one for one in _of_reply(happened) if one.kind == Kind.MENTION and one.user_id not in told]


def _of_request(happened: Activity) -> list[Notice]:
    """The person whose request was answered."""
    request = JoinRequest.objects.filter(pk=happened.subject_id).first()
    return [Notice(user_id=request.user_id, kind=Kind.DECISION, activity=happened, at=happened.at)] if request else []


def _of_report(happened: Activity) -> list[Notice]:
    """Everybody who reported it, but for a moderator who decided on the own report."""
    reporters = set(happened.payload.get("reporters", [])) - {happened.actor_id}
    return [Notice(user_id=pk, kind=Kind.DECISION, activity=happened, at=happened.at) for pk in sorted(reporters)]


def _of_moderation(happened: Activity) -> list[Notice]:
    """The author of what a moderator hid, removed or showed again."""
    model, column = AUTHORS[happened.subject_type]
    author_id = model.objects.filter(pk=happened.subject_id).values_list(column, flat=True).first()
    if author_id in {None, happened.actor_id}:
        return []
    return [Notice(user_id=author_id, kind=Kind.MODERATED, activity=happened, at=happened.at)]


AUTHORS: Mapping[str, tuple[type[Model], str]] = {
    Thread._meta.label_lower: (Thread, "started_by"),
    Post._meta.label_lower: (Post, "author"),
    Message._meta.label_lower: (Message, "author"),
}

TOLD: Mapping[str, Callable[[Activity], list[Notice]]] = {
    "thread.started": _of_thread,
    "post.added": _of_reply,
    "post.edited": _of_edit,
    "chat.transcribed": _of_transcript,
    "message.said": _of_message,
    "message.edited": _of_message,
    "message.urgent": _of_urgent,
    "message.acknowledged": _of_acknowledgement,
    "join.approved": _of_request,
    "join.refused": _of_request,
    "report.decided": _of_report,
    reviews.HANDED_IN: papers.of_hand_in,
    reviews.TAKEN_BACK: papers.of_taking_back,
    reviews.APPROVED: papers.of_decision,
    reviews.SENT_BACK: papers.of_decision,
    publishing.PUBLISHED: papers.of_publication,
    "message.removed": _of_moderation,
    "message.restored": _of_moderation,
    "post.hidden": _of_moderation,
    "post.restored": _of_moderation,
    "thread.hidden": _of_moderation,
    "thread.restored": _of_moderation,
}
