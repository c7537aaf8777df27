"""Rows of threads as `thread_row.jinja` draws them: what a list shows of one, and what is new of it to the reader."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from communities.clock import Clock
from communities.models import DIRECTORY, is_guest
from communities.viewer import Viewer

from .addresses import page_of
from .lines import Line
from .models import Thread
from .unread import NOTHING, News, news_of


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of threads, its times in words. Two that are equal look the same."""

    url: str
    title: str
    kind: str
    is_solved: bool
    is_unread: bool
    new: int
    is_new: bool
    replies: int
    tags: tuple[tuple[str, str], ...]
    author_name: str
    author_is_guest: bool
    started: str
    pinned_until: str
    is_locked: bool
    is_transcript: bool
    last_name: str
    last_kind: str
    last: SafeString
    community_name: str = ""
    community_url: str = ""
    is_muted: bool = False
    mentions_me: bool = False


def rows(
    viewer: Viewer,
    lines: Iterable[Line],
    *,
    named: bool = True,
    news: Mapping[int, News] | None = None,
    marks: Mapping[int, datetime] | None = None,
    mentioned: Collection[int] = (),
) -> list[Row]:
    """The rows of these threads, with what is new of each, where the caller does not know it already.

    In a community's own list the communities are not `named`. `marks` are the viewer's, where they are known;
    `mentioned` are the threads that mention the viewer."""
    lines, clock = list(lines), Clock()
    known = news_of(viewer, lines, marks) if news is None else news
    return [
        _row(
            line, f"{DIRECTORY}{line.community__slug}/", known.get(line.pk, NOTHING), clock, named, line.pk in mentioned
        )
        for line in lines
    ]


def _row(line: Line, place: str, news: News, clock: Clock, named: bool, mentions_me: bool) -> Row:
    author_is_guest = is_guest(
        line.started_by__agency_id,
        is_staged=line.started_by__is_staged,
        is_of_service=line.started_by__is_of_service,
    )
    last_is_guest = is_guest(
        line.last_post_by__agency__type,
        is_staged=line.last_post_by__is_staged,
        is_of_service=line.last_post_by__is_of_service,
    )
    return Row(
        url=_url(line, place, news),
        title=line.title,
        kind=line.kind,
        is_solved=line.answer_id is not None,
        is_unread=news.is_unread,
        new=news.new,
        is_new=news.is_new,
        replies=line.posts_count - 1,
        tags=tuple((tag, f"{place}threads/?tag={tag}") for tag in line.tags),
        author_name=line.started_by__name,
        author_is_guest=author_is_guest,
        started=clock.day(line.started_at),
        pinned_until=clock.day(line.pinned_until) if line.pinned_until and line.pinned_until > clock.now else "",
        is_locked=line.locked_at is not None,
        is_transcript=line.origin == Thread.Origin.CHAT,
        last_name=line.last_post_by__name,
        last_kind=line.last_post_by__agency__type or ("guest" if last_is_guest else ""),
        last=clock.element(line.last_post_at, "lately"),
        community_name=line.community__name if named else "",
        community_url=place if named else "",
        mentions_me=mentions_me,
    )


def _url(line: Line, place: str, news: News) -> str:
    """The thread; at the first new post when only some of it is new."""
    url = f"{place}threads/{line.pk}-{line.slug}/"
    if news.is_new or not news.new:
        return url
    page = page_of(max(line.last_shown - news.new + 1, 1))
    return f"{url}?page={page}#new" if page > 1 else f"{url}#new"
