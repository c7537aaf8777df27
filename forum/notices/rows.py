"""How notices are listed: replies of one thread together, days apart, newest first. No query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from communities.models import Community, User

from .models import Notice


@dataclass(slots=True)
class Row:
    """One line of the list: a notice, or the replies of one thread that are all read or all unread."""

    notices: list[Notice] = field(default_factory=list)
    reason: str = ""

    @property
    def newest(self) -> Notice:
        return self.notices[0]

    @property
    def first(self) -> Notice:
        """Where reading begins: the oldest of them."""
        return self.notices[-1]

    @property
    def kind(self) -> str:
        return self.newest.kind

    @property
    def is_unread(self) -> bool:
        return self.newest.is_unread

    @property
    def day(self) -> date:
        return localtime(self.newest.at).date()

    @property
    def community(self) -> Community | None:
        return self.newest.activity.community

    @property
    def actor(self) -> User | None:
        return self.newest.activity.actor

    @property
    def paper(self) -> str:
        """The title of the paper that it is about, where the viewer may know it."""
        page = self.newest.page
        return _("“%(title)s”") % {"title": page.draft_title} if page else _("a draft")

    @property
    def others(self) -> int:
        """How many people beside the one who is named."""
        return len({notice.activity.actor_id for notice in self.notices}) - 1


def grouped(notices: Iterable[Notice]) -> list[Row]:
    """Rows for `notices`, which come newest first."""
    rows: dict[tuple, Row] = {}
    for notice in notices:
        rows.setdefault(_key(notice), Row()).notices.append(notice)
    return list(rows.values())


def by_day(rows: Iterable[Row]) -> list[tuple[date, list[Row]]]:
    """The rows of each day. A row stands on the day of its newest notice."""
    return [(day, list(of_day)) for day, of_day in groupby(rows, key=lambda row: row.day)]


def _key(notice: Notice) -> tuple:
    if notice.kind == Notice.Kind.REPLY and notice.post is not None:
        return ("thread", notice.post.thread_id, notice.is_unread)
    return ("notice", notice.pk)
