"""What the front door, front pages and papers show of threads: the app below asks, this answers."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from communities.models import BasePage, Community, CommunityPage
from communities.prepared import Prepared
from communities.viewer import Viewer, holding
from home.conversations import CatchUp
from home.conversations import Discussion as Answer

from . import rules
from .lines import Line, lines
from .models import Discussion, Mention, ReadPosition, Thread
from .rows import Row, rows
from .unread import News, new_threads


class Threads:
    """Threads, as `home.conversations` asks for them."""

    def catch_up(self, viewer: Viewer, limit: int) -> CatchUp:
        """What is new to the viewer, latest first; those that mention the viewer before all others. Four queries."""
        found = new_threads(viewer)
        if not found:
            return CatchUp()
        mentioning = _mentioning(viewer, [pk for pk, _new in found])
        first = sorted(found, key=lambda one: one[0] not in mentioning)[:limit]
        news = {pk: News(new=new) for pk, new in first}
        found_now = _some(names=viewer.sorted_names, user=viewer.id, pks=tuple(news))
        shown = {line.pk: line for line in (Line(*row) for row in found_now)}
        return CatchUp(
            rows=rows(viewer, [shown[pk] for pk in news if pk in shown], news=news, mentioned=mentioning),
            threads=len(found),
            posts=sum(new for _pk, new in found),
            mentions=len(mentioning),
        )

    def newest(self, viewer: Viewer, limit: int, community: Community | None = None) -> Sequence[Row]:
        """The threads with the latest posts, anywhere or in one community."""
        where = {"community": community.pk} if community else {}
        found = _newest(limit, names=viewer.sorted_names, user=viewer.id or 0, **where)
        return rows(viewer, [Line(*row) for row in found], named=community is None)

    def discussion(self, viewer: Viewer, paper: BasePage) -> Answer | None:
        """The thread about `paper`; else where to start it, in the community that the paper belongs to."""
        linked = Discussion.objects.filter(paper=paper.pk).select_related("thread__community").first()
        if linked is not None:
            thread = Thread.objects.visible_to(viewer).filter(pk=linked.thread_id).exists() and linked.thread
            return Answer(thread.get_absolute_url(), thread.posts_count) if thread else None
        place = CommunityPage.objects.ancestor_of(paper).select_related("community").first()
        if place is None or not rules.may_start(viewer, place.community):
            return None
        return Answer(f"{reverse('threads:compose', args=[place.community.slug])}?paper={paper.pk}", 0)


def _some_threads(names: Sequence[str], user: int, pks: Sequence[int]) -> QuerySet[Thread]:
    return lines(Thread.objects.visible_to(holding(names)).filter(pk__in=pks), user)


def _newest_threads(limit: int, names: Sequence[str], user: int, community: int | None = None) -> QuerySet[Thread]:
    threads = Thread.objects.visible_to(holding(names)).filter(hidden_at=None)
    if community is not None:
        threads = threads.filter(community_id=community)
    return lines(threads.newest_activity_first()[:limit], user)


_some: Prepared[tuple[Any, ...]] = Prepared(_some_threads)
_newest: Prepared[tuple[Any, ...]] = Prepared(_newest_threads)


def _mentioning(viewer: Viewer, threads: Sequence[int]) -> frozenset[int]:
    """Those of these threads in which a post that the viewer has not read names the viewer."""
    return frozenset(pk for (pk,) in _naming(user=viewer.id, threads=tuple(threads)))


def _naming_posts(user: int, threads: Sequence[int]) -> QuerySet[Mention]:
    read = ReadPosition.objects.filter(user_id=user, thread=OuterRef("post__thread"))
    named = Mention.objects.filter(user_id=user, post__thread__in=threads)
    behind = named.alias(read=Coalesce(Subquery(read.values("number")[:1]), 0)).filter(post__number__gt=F("read"))
    return behind.values_list("post__thread_id")


_naming: Prepared[tuple[int]] = Prepared(_naming_posts)
