"""Notices of saved searches: who is told of what is new, asked of the index and the database as that person, then."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Model, Q

from communities.models import BasePage, Level
from communities.viewer import Viewer, viewer_of
from forum.chat.models import Message
from forum.threads.models import Passage, Post
from search import alerts
from search.models import Candidate

from .models import Notice
from .sinks import store_in_chunks


def tell() -> None:
    """Gather what is new, and tell those whose searches find it. A job of the clock."""
    alerts.gather()
    asked = alerts.due()
    viewers = {user.pk: viewer_of(user) for user in {candidate.saved.user for candidate in asked}}
    told = (_notice_of(candidate, viewers[candidate.saved.user_id]) for candidate in asked)
    notices = list(filter(None, told))
    for _activity, some in groupby(sorted(notices, key=_activity_of), key=_activity_of):
        # Two searches of one person may find the same thing, which is told once.
        store_in_chunks(list({notice.user_id: notice for notice in some}.values()))
    Candidate.objects.filter(pk__in=[candidate.pk for candidate in asked]).delete()


def _activity_of(notice: Notice) -> int:
    return notice.activity_id


def _notice_of(candidate: Candidate, viewer: Viewer) -> Notice | None:
    """An unsaved notice, or None where the person may not read it, was told of it before, or muted the place."""
    user, happened = candidate.saved.user, candidate.activity
    muted = {one.community_id for one in viewer.belongings if one.level == Level.MUTED}
    about = _about(candidate)
    if about is None or happened.community_id in muted or _is_told(user.pk, candidate, about):
        return None
    if not alerts.is_found(candidate, viewer):
        return None
    kind = Notice.Kind.FOUND
    return Notice(user_id=user.pk, kind=kind, activity=happened, at=happened.at, saved=candidate.saved, **about)


def _about(candidate: Candidate) -> dict[str, Model] | None:
    """What a notice of it names: its post or message; nothing for a page, which its activity names. None when gone."""
    kind, key = candidate.kind, candidate.key
    if kind == "message":
        message = Message.objects.filter(pk=key, removed_at=None).select_related("channel").first()
        return {"message": message} if message else None
    posts: Iterable[Post] = ()
    if kind == "thread":
        posts = Post.objects.filter(thread=key, number=1)
    elif kind == "post":
        posts = Post.objects.filter(pk=key)
    elif kind == "file":
        posts = Post.objects.filter(pk__in=Passage.objects.filter(pk=key).values("attachment__post"))
    else:
        return {} if BasePage.objects.filter(pk=key).exists() else None
    post = next(iter(posts), None)
    return {"post": post} if post else None


def _is_told(user_id: int, candidate: Candidate, about: dict[str, Model]) -> bool:
    """Whether the person was told of this thing before, by whatever reason; of a page, by a saved search."""
    earlier = Q(**about) if about else Q(kind=Notice.Kind.FOUND, activity__subject_id=candidate.activity.subject_id)
    earlier &= Q() if about else Q(activity__subject_type=candidate.activity.subject_type)
    return Notice.objects.filter(earlier, user=user_id).exists()
