"""Publishes the demo's papers and news: written by one person, let go live by another, as the product asks."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import localdate

from communities.models import Agency, BasePage, Community, User
from home.actions import reviewing, writing
from home.models import NewsIndex, NewsPage, PaperPage, PapersIndex

from .papers import NEWS, PAPERS, Paper


def make_papers(agencies: dict[str, Agency], communities: dict[str, Community], people: dict[str, User]) -> None:
    """The papers that are not there yet, with all their editions."""
    for paper in PAPERS:
        place = communities[paper.community].page if paper.community else PapersIndex.objects.get()
        if not PaperPage.objects.child_of(place).filter(title=paper.title).exists():
            _make_paper(paper, place, agencies, _again(people[paper.author]), _again(people[paper.reviewer]))


@transaction.atomic
def _make_paper(paper: Paper, place: BasePage, agencies: dict[str, Agency], author: User, reviewer: User) -> None:
    page = writing.draft_paper(author=author, place=place, title=paper.title, summary=paper.summary, motif=paper.motif)
    for edition in paper.editions:
        draft = writing.draft_edition(
            author=author,
            paper=PaperPage.objects.get(pk=page.pk),
            authors=edition.authors,
            body=list(edition.body),
            agencies=[agencies[key] for key in paper.agencies],
            day=localdate() - timedelta(days=edition.days_ago),
            what_is_new=edition.what_is_new,
        )
        _let_go_live(draft, author, reviewer)


def make_news(people: dict[str, User]) -> None:
    """The news that is not there yet."""
    author, reviewer = _again(people["hana"]), _again(people["ingrid"])
    for news in NEWS:
        if not NewsPage.objects.child_of(NewsIndex.objects.get()).filter(title=news.title).exists():
            with transaction.atomic():
                day = localdate() - timedelta(days=news.days_ago)
                draft = writing.draft_news(
                    author=author, title=news.title, summary=news.summary, body=list(news.body), day=day
                )
                _let_go_live(draft, author, reviewer)


def _let_go_live(draft: BasePage, author: User, reviewer: User) -> None:
    reviewing.hand_in(author=author, page=type(draft).objects.get(pk=draft.pk))
    reviewing.approve(reviewer=reviewer, page=type(draft).objects.get(pk=draft.pk))


def _again(user: User) -> User:
    """The person as of now: rights are remembered on the object."""
    return User.objects.select_related("agency").get(pk=user.pk)
