"""Publishes the demo's papers and news: written by one editor, let go live by another, as the product asks."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import localdate

from communities.models import Agency, BasePage, Community, User
from home.models import EditionPage, NewsIndex, NewsPage, PaperPage, PapersIndex

from .papers import NEWS, PAPERS, Edition, News, Paper


def make_papers(agencies: dict[str, Agency], communities: dict[str, Community], people: dict[str, User]) -> None:
    """The papers that are not there yet, with all their editions."""
    for paper in PAPERS:
        parent = communities[paper.community].page if paper.community else PapersIndex.objects.get()
        if not PaperPage.objects.child_of(parent).filter(slug=paper.slug).exists():
            _make_paper(paper, parent, agencies, owner=people["ingrid"], reviewer=people["hana"])


@transaction.atomic
def _make_paper(paper: Paper, parent: BasePage, agencies: dict[str, Agency], owner: User, reviewer: User) -> None:
    page = PaperPage(
        title=paper.title,
        slug=paper.slug,
        summary=paper.summary,
        motif=paper.motif,
        owner=owner,
        live=False,
        audience=parent.specific.audience_below(),
    )
    BasePage.objects.get(pk=parent.pk).specific.add_child(instance=page)
    page.save_revision(user=owner)
    for number, edition in enumerate(paper.editions, start=1):
        _publish_edition(page, number, edition, [agencies[key] for key in paper.agencies], owner, reviewer)


def _publish_edition(
    paper: PaperPage, number: int, edition: Edition, agencies: list[Agency], owner: User, reviewer: User
) -> None:
    page = EditionPage(
        title=f"{paper.title}, edition {number}",
        slug=str(number),
        number=number,
        day=localdate() - timedelta(days=edition.days_ago),
        authors="\n".join(edition.authors),
        what_is_new=edition.what_is_new,
        body=list(edition.body),
        owner=owner,
        live=False,
        audience=paper.audience,
    )
    PaperPage.objects.get(pk=paper.pk).add_child(instance=page)
    page.agencies.set(agencies)
    page.save_revision(user=owner).publish(user=reviewer, skip_permission_checks=True)


def make_news(people: dict[str, User]) -> None:
    """The news that is not there yet."""
    index = NewsIndex.objects.get()
    for news in NEWS:
        if not NewsPage.objects.child_of(index).filter(slug=news.slug).exists():
            _make_news(index, news, people)


@transaction.atomic
def _make_news(index: NewsIndex, news: News, people: dict[str, User]) -> None:
    page = NewsPage(
        title=news.title,
        slug=news.slug,
        summary=news.summary,
        day=localdate() - timedelta(days=news.days_ago),
        body=list(news.body),
        owner=people["hana"],
        live=False,
        audience=index.audience,
    )
    NewsIndex.objects.get(pk=index.pk).add_child(instance=page)
    page.save_revision(user=people["hana"]).publish(user=people["ingrid"], skip_permission_checks=True)
