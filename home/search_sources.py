"""What search finds of this app: white papers with the words of their newest edition, news and the footer's pages."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from communities.models import BasePage, CommunityPage, File
from search.documents import Document, Facts, Source
from search.documents import register as make_findable
from search.marking import page_of

from .citation import names_of, together
from .models import EditionPage, NewsPage, PaperPage, StandardPage

ARRIVES = frozenset({"page.published"})
CHANGES, ENDS = frozenset({"page.published", "page.unpublished", "page.read"}), frozenset({"page.unpublished"})


def register() -> None:
    """Called once at start-up."""
    make_findable(PaperSource())
    make_findable(PageSource())


class PaperSource(Source):
    """One document a paper; what an older edition said is found by its own words no longer."""

    kind, tab, label, icon = "paper", "papers", _("White paper"), "paper"
    activities, withdrawals, arrivals = CHANGES, ENDS, ARRIVES

    def rows(self, ids: Collection[int]) -> Iterator[Document]:
        """The documents of the papers that are out."""
        papers = PaperPage.objects.live().out().filter(pk__in=ids).select_related("newest__file")
        for paper in papers.prefetch_related("newest__agencies"):
            edition = paper.newest
            yield Document(
                kind=self.kind,
                id=paper.pk,
                audience=paper.audience,
                title=paper.title,
                body="\n".join([paper.summary, *_words(edition)]) + _pages(edition.file),
                url=paper.get_absolute_url(),
                at=make_aware(datetime.combine(edition.day, time())),
                group=f"{self.kind}-{paper.pk}",
                community_id=_community_id(paper),
                author_name=together(names_of(edition.authors)),
                agency_name=", ".join(agency.name for agency in edition.agencies.all()),
                agencies=tuple(agency.name for agency in edition.agencies.all()),
            )

    def ids_after(self, last: int, limit: int) -> Sequence[int]:
        """The next papers."""
        return list(PaperPage.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:limit])

    def visible_to(self, viewer: Any) -> QuerySet:
        """Papers with an edition that the viewer may read."""
        return PaperPage.objects.visible_to(viewer).out().with_newest("file__title", "file__file")

    def touched(self, activity: Any) -> Iterable[int]:
        """The paper of an edition, or the paper itself."""
        if activity.subject_type == EditionPage._meta.label_lower:
            edition = EditionPage.objects.filter(pk=activity.subject_id).first()
            return (edition.get_parent().pk,) if edition else ()
        return (activity.subject_id,) if activity.subject_type == PaperPage._meta.label_lower else ()

    def facts(self, document: Document, thing: PaperPage) -> Facts:
        """The paper as it is now."""
        details = [_("Edition %s") % thing.newest.number, together(names_of(thing.newest.authors))]
        return Facts(thing.title, thing.get_absolute_url(), self.label, self.icon, tuple(filter(None, details)))

    def placed(self, facts: Facts, document: Document, thing: PaperPage, excerpt: str) -> Facts:
        """With the page of the PDF that the excerpt is from, when it is."""
        page, file = page_of(document.body, excerpt), thing.newest.file
        if page is None or file is None:
            return facts
        return replace(facts, place=_("Page %d of the PDF") % page, page_url=f"{file.url}#page={page}")


class PageSource(Source):
    """News and the footer's pages."""

    kind, tab, label, icon = "news", "papers", _("News"), "megaphone"
    activities, withdrawals, arrivals = CHANGES, ENDS, ARRIVES

    KINDS = (NewsPage, StandardPage)

    def rows(self, ids: Collection[int]) -> Iterator[Document]:
        """The documents of the pages that are live."""
        for page in self._pages().live().filter(pk__in=ids).specific():
            yield Document(
                kind=self.kind,
                id=page.pk,
                audience=page.audience,
                title=page.title,
                body="\n".join([getattr(page, "summary", ""), *_words(page)]),
                url=page.get_absolute_url(),
                at=page.last_published_at,
                group=f"{self.kind}-{page.pk}",
            )

    def ids_after(self, last: int, limit: int) -> Sequence[int]:
        """The next pages."""
        return list(self._pages().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:limit])

    def visible_to(self, viewer: Any) -> QuerySet:
        """Live pages that the viewer may read."""
        return self._pages().visible_to(viewer).specific()

    def touched(self, activity: Any) -> Iterable[int]:
        """The page itself, when it is one of these."""
        return (activity.subject_id,) if activity.subject_type in {k._meta.label_lower for k in self.KINDS} else ()

    def facts(self, document: Document, thing: BasePage) -> Facts:
        """The page as it is now."""
        is_news = isinstance(thing, NewsPage)
        label = self.label if is_news else _("About this site")
        return Facts(thing.title, thing.get_absolute_url(), label, self.icon if is_news else "info")

    def _pages(self) -> QuerySet:
        labels = Q()
        for kind in self.KINDS:
            labels |= Q(content_type__app_label=kind._meta.app_label, content_type__model=kind._meta.model_name)
        return BasePage.objects.filter(labels)


def _pages(file: File | None) -> str:
    """The words of a file behind those of its edition, each page after a form feed where it is known which is which."""
    if file is None or not file.text:
        return ""
    return ("\f" if file.page_count == 1 or "\f" in file.text else "\n") + file.text


def _words(page: Any) -> list[str]:
    return page.body.stream_block.get_searchable_content(page.body)


def _community_id(paper: PaperPage) -> int | None:
    return CommunityPage.objects.parent_of(paper).values_list("community_id", flat=True).first()
